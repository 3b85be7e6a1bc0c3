"""What counts as agreement between an answer of cutroom and one of ffprobe."""
import json, subprocess

# What only an opened decoder knows; a probe opens none.
OF_A_DECODER = {"coded_width", "coded_height", "closed_captions", "film_grain", "has_b_frames",
                "refs",
                "is_avc", "nal_length_size", "max_bit_rate", "extradata_size", "dmix_mode",
                "ltrt_cmixlev", "ltrt_surmixlev", "loro_cmixlev", "loro_surmixlev", "divx_packed",
                "ts_id", "ts_packetsize", "quarter_sample"}
OURS_ALONE = {"nb_read_packets"}
# ffprobe names the reader of some pictures by the file's name, cutroom by its content.
BY_NAME = {"format_name", "format_long_name", "probe_score", "start_time", "duration", "bit_rate"}
EXPLANATIONS = {"truncated", "no-duration", "encoder-padding", "late-start", "duration-differs",
                "damaged-packets"}


def compare(path, theirs, ours):
    """A line for each difference."""
    if theirs is None or not theirs.get("format"):
        return
    if "error" in ours:
        if not theirs.get("streams") or not any(map(is_media, theirs["streams"])):
            return
        yield f"no answer ({ours['error']['message']}), ffprobe: {theirs['format']['format_name']}"
        return
    by_name = theirs["format"]["format_name"] == "image2"
    yield from members("format", theirs["format"], ours["format"],
                       {"filename"} | (BY_NAME if by_name else set()))
    if len(theirs["streams"]) != len(ours["streams"]):
        yield f"streams: ffprobe {len(theirs['streams'])}, cutroom {len(ours['streams'])}"
        return
    for theirs_of, ours_of in zip(theirs["streams"], ours["streams"], strict=True):
        skipped = OF_A_DECODER | ({"start_pts", "start_time", "duration_ts",
                                   "duration"} if by_name else set())
        yield from members(f"stream {theirs_of['index']}", theirs_of, ours_of, skipped)
    yield from members("answer", {"chapters": theirs.get("chapters", [])},
                       {"chapters": ours["chapters"]}, set())
    if not by_name:
        yield from lengths(path, theirs, ours)


def is_media(stream):
    return stream.get("codec_type") in ("audio", "video")


def members(name, theirs, ours, skipped):
    for key in sorted((theirs.keys() | ours.keys()) - skipped - OURS_ALONE):
        if theirs.get(key) != ours.get(key):
            yield f"{name} {key}: ffprobe {shown(theirs.get(key))}, cutroom {shown(ours.get(key))}"


def shown(value):
    return json.dumps(value, ensure_ascii=False)[:300]


def lengths(path, theirs, ours):
    """A length more than a frame from ffprobe's must be explained, and be what packets say."""
    facts, said = ours["cutroom"], theirs["format"].get("duration")
    measured = facts.get("durationUs")
    if measured is None:
        if said is not None and facts["kind"] != "image":
            yield f"length: ffprobe {said}, cutroom none"
        return
    frame = frame_of(theirs)
    if said is not None and abs(float(said) - measured / 1e6) <= frame:
        return
    codes = {warning["code"] for warning in facts["warnings"]}
    if facts["durationSource"] not in ("packets", "decoded") or not codes & EXPLANATIONS:
        yield (f"length: ffprobe {said}, cutroom {measured / 1e6} "
               f"from {facts['durationSource']}, {sorted(codes)}")
    counted, slack = by_packets(path, theirs), max(2 * frame, 0.06)
    # Packets hold what decoders are told to leave out.
    if "encoder-padding" in codes:
        slack = 0.2
    if counted is not None and abs(counted - measured / 1e6) > slack:
        yield f"length: cutroom {measured / 1e6}, but the packets last {counted}"


def frame_of(theirs):
    rates = [stream["avg_frame_rate"].split("/") for stream in theirs["streams"]
             if stream.get("codec_type") == "video" and not stream["disposition"]["attached_pic"]]
    frames = [int(den) / int(num) for num, den in rates if int(num) > 0]
    return max(frames, default=0.03)


def by_packets(path, theirs):
    """The longest stream in seconds, as ffprobe lists its packets; nil where they have no times."""
    answer = subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-show_packets",
                             "-show_entries",
                             "packet=stream_index,pts_time,dts_time,duration_time", f"file:{path}"],
                            stdin=subprocess.DEVNULL, capture_output=True)
    spans, kinds = {}, {stream["index"]: stream for stream in theirs["streams"]}
    for packet in json.loads(answer.stdout or b"{}").get("packets", []):
        stream = kinds[packet["stream_index"]]
        time = packet.get("pts_time", packet.get("dts_time"))
        if time is None or not is_media(stream) or stream["disposition"]["attached_pic"]:
            continue
        start, end = float(time), float(time) + float(packet.get("duration_time", 0))
        before = spans.get(stream["index"], (start, end))
        spans[stream["index"]] = (min(before[0], start), max(before[1], end))
    return max((end - start for start, end in spans.values()), default=None)
