"""Media files of as many kinds as FFmpeg can make, for holding cutroom's answers against ffprobe's.

`recipes()` lists them; `make(folder, recipe)` makes one. A recipe that this FFmpeg cannot make is
left out, and said.
"""
import itertools, pathlib, subprocess

SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\nOne\n\n2\n00:00:01,000 --> 00:00:02,000\nTwo\n"
CHAPTERS = ";FFMETADATA1\ntitle=A song \u2013 of caf\u00e9s\nartist=Nobody\ndate=2024-05-01\n"
CHAPTERS += "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={n * 500}\nEND={n * 500 + 500}\ntitle=Part {n + 1}\n"
    for n in range(4))


def picture(size="320x180", rate="25", seconds=2, source="testsrc2"):
    return ["-f", "lavfi", "-i", f"{source}=s={size}:r={rate}:d={seconds}"]


def sound(rate=44100, seconds=2, channels=1, tone=440):
    layout = {1: "mono", 2: "stereo", 3: "2.1", 4: "quad", 6: "5.1", 8: "7.1"}[channels]
    parts = "|".join(f"0.2*sin({tone + 50 * n}*2*PI*t)" for n in range(channels))
    return ["-f", "lavfi", "-i", f"aevalsrc='{parts}':s={rate}:d={seconds}:c={layout}"]


AV = picture() + sound()
STEREO = picture() + sound(48000, channels=2)
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
X265 = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"]
VP8 = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"]
VP9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]
AV1 = ["-c:v", "libsvtav1", "-preset", "12"]
AAC = ["-c:a", "aac"]

# Of each container, the video and audio codecs that are tried in it.
CONTAINERS = {
    "mp4": ([X264, X265, VP9, AV1, ["-c:v", "mpeg4"], ["-c:v", "mpeg2video"], ["-c:v", "mjpeg"]],
            ["aac", "libmp3lame", "ac3", "eac3", "alac", "libopus", "flac", "dca"]),
    "mov": ([X264, X265, ["-c:v", "prores_ks"], ["-c:v", "mjpeg"], ["-c:v", "qtrle"],
             ["-c:v", "dnxhd", "-profile:v", "dnxhr_sq", "-pix_fmt", "yuv422p"],
             ["-c:v", "png"], ["-c:v", "mpeg2video"], ["-c:v", "cfhd"], ["-c:v", "hap"],
             ["-c:v", "rawvideo", "-pix_fmt", "uyvy422"], ["-c:v", "v210"], ["-c:v", "svq1"]],
            ["aac", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_f32le", "alac",
             "pcm_u8", "pcm_alaw", "adpcm_ima_qt", "pcm_s32le", "ac3"]),
    "m4v": ([X264, ["-c:v", "mpeg4"]], ["aac", "ac3"]),
    "3gp": ([["-c:v", "h263", "-s", "176x144"], ["-c:v", "mpeg4"], X264], ["aac"]),
    "3g2": ([["-c:v", "mpeg4"]], ["aac"]),
    "f4v": ([X264], ["aac"]),
    "mkv": ([X264, X265, VP8, VP9, AV1, ["-c:v", "ffv1"], ["-c:v", "mpeg2video"], ["-c:v", "mpeg4"],
             ["-c:v", "libtheora"], ["-c:v", "prores_ks"], ["-c:v", "mjpeg"], ["-c:v", "huffyuv"],
             ["-c:v", "utvideo"], ["-c:v", "wmv2"], ["-c:v", "rawvideo"], ["-c:v", "mpeg1video"]],
            ["aac", "ac3", "eac3", "dca", "flac", "libopus", "libvorbis", "pcm_s16le", "pcm_s24le",
             "libmp3lame", "truehd", "tta", "wavpack", "alac", "mp2", "pcm_f32le"]),
    "webm": ([VP8, VP9, AV1], ["libopus", "libvorbis"]),
    "avi": ([["-c:v", "mpeg4"], ["-c:v", "libxvid"], X264, ["-c:v", "mjpeg"], ["-c:v", "huffyuv"],
             ["-c:v", "ffv1"], ["-c:v", "rawvideo"], ["-c:v", "msmpeg4v2"], ["-c:v", "msmpeg4"],
             ["-c:v", "cinepak"], ["-c:v", "zmbv"], ["-c:v", "msvideo1"], ["-c:v", "utvideo"]],
            ["libmp3lame", "pcm_s16le", "ac3", "aac", "mp2", "adpcm_ms", "pcm_u8"]),
    "flv": ([["-c:v", "flv"], X264, ["-c:v", "flashsv"]], ["libmp3lame", "aac", "nellymoser"]),
    "wmv": ([["-c:v", "wmv1"], ["-c:v", "wmv2"], ["-c:v", "msmpeg4"]],
            ["wmav1", "wmav2", "libmp3lame"]),
    "ts": ([["-c:v", "mpeg2video"], X264, X265, ["-c:v", "mpeg1video"]],
           ["mp2", "aac", "ac3", "eac3", "libmp3lame", "libopus", "dca"]),
    "m2ts": ([X264, ["-c:v", "mpeg2video"]], ["ac3", "pcm_bluray"]),
    "mpg": ([["-c:v", "mpeg1video"], ["-c:v", "mpeg2video"]], ["mp2", "libmp3lame", "ac3"]),
    "vob": ([["-c:v", "mpeg2video"]], ["ac3", "mp2"]),
    "ogv": ([["-c:v", "libtheora"]], ["libvorbis", "flac"]),
    "nut": ([X264, ["-c:v", "ffv1"]], ["pcm_s16le", "libvorbis"]),
    "mxf": ([["-c:v", "mpeg2video"], ["-c:v", "dnxhd", "-profile:v", "dnxhr_sq", "-pix_fmt",
                                      "yuv422p"]],
            ["pcm_s16le"]),
    "rm": ([["-c:v", "rv10"], ["-c:v", "rv20"]], ["ac3"]),
    "gxf": ([["-c:v", "mpeg2video", "-s", "720x576"]], ["pcm_s16le"]),
}

# Sound alone: container, codec, more options, sample rate, channels.
SOUNDS = [
    *[("wav", codec, [], 44100, 1) for codec in
      ("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw",
       "pcm_mulaw", "adpcm_ms", "adpcm_ima_wav", "libmp3lame", "mp2", "g726", "ac3", "aac")],
    *[("wav", "pcm_s16le", [], rate, channels) for rate, channels in
      ((8000, 1), (16000, 1), (22050, 2), (32000, 1), (48000, 2), (96000, 2), (192000, 1),
       (48000, 6), (48000, 8), (48000, 4))],
    ("wav", "pcm_s24le", ["-write_bext", "1", "-metadata", "description=Take 1",
                          "-metadata", "originator=Recorder"], 48000, 2),
    ("wav", "pcm_s16le", ["-rf64", "always"], 44100, 2),
    ("wav", "libgsm_ms", [], 8000, 1), ("wav", "pcm_s24le", [], 48000, 4),
    ("w64", "pcm_s16le", [], 44100, 2), ("w64", "pcm_f32le", [], 48000, 2),
    ("aiff", "pcm_s16be", [], 44100, 2), ("aiff", "pcm_s24be", [], 48000, 2),
    ("aiff", "pcm_f32be", [], 48000, 1), ("aif", "pcm_alaw", [], 8000, 1),
    ("caf", "pcm_s16le", [], 44100, 2), ("caf", "pcm_s24le", [], 48000, 2), ("caf", "alac", [],
                                                                             44100, 2),
    ("caf", "aac", [], 44100, 2), ("caf", "libopus", [], 48000, 2), ("caf", "pcm_mulaw", [], 8000,
                                                                     1),
    ("au", "pcm_s16be", [], 44100, 1), ("au", "pcm_mulaw", [], 8000, 1), ("voc", "pcm_u8", [],
                                                                          11025, 1),
    *[("flac", "flac", options, rate, channels) for options, rate, channels in
      (([], 44100, 2), (["-sample_fmt", "s32"], 96000, 2), ([], 8000, 1), ([], 48000, 6),
       (["-metadata", "TITLE=A", "-metadata", "ARTIST=B"], 44100, 1))],
    ("ogg", "libvorbis", [], 44100, 2), ("ogg", "libvorbis", [], 8000, 1), ("ogg", "libopus", [],
                                                                            48000, 1),
    ("ogg", "flac", [], 44100, 2), ("ogg", "libspeex", [], 16000, 1), ("opus", "libopus", [], 48000,
                                                                       2),
    ("opus", "libopus", ["-b:a", "12k", "-application", "voip"], 16000, 1), ("spx", "libspeex", [],
                                                                             8000, 1),
    ("oga", "libvorbis", [], 48000, 2), ("opus", "libopus", [], 48000, 6),
    *[("mp3", "libmp3lame", options, rate, channels) for options, rate, channels in
      ((["-b:a", "128k"], 44100, 2), (["-q:a", "4"], 44100, 1), (["-q:a", "2", "-write_xing", "0"],
                                                                 44100, 2),
       (["-b:a", "64k"], 22050, 1), (["-b:a", "24k"], 8000, 1), (["-b:a", "320k"], 48000, 2),
       (["-abr", "1", "-b:a", "96k"], 44100, 2), (["-id3v2_version", "3", "-metadata", "title=x"],
                                                  44100, 2),
       (["-write_id3v1", "1", "-metadata", "title=x", "-metadata", "comment=y"], 44100, 2),
       (["-b:a", "64k", "-write_xing", "0"], 16000, 1))],
    ("mp2", "mp2", [], 44100, 2), ("mp2", "mp2", [], 48000, 1), ("mp3", "libshine", [], 44100, 2),
    ("aac", "aac", [], 44100, 2), ("aac", "aac", [], 48000, 1), ("aac", "aac", [], 16000, 1),
    ("aac", "aac", [], 48000, 6),
    *[("m4a", codec, options, rate, channels) for codec, options, rate, channels in
      (("aac", [], 44100, 2), ("aac", [], 44100, 1), ("aac", [], 16000, 1), ("aac", [], 48000, 6),
       ("alac", [], 44100, 2), ("alac", ["-sample_fmt", "s32p"], 96000, 2),
       ("aac", ["-movflags", "+faststart", "-metadata", "title=Memo"], 48000, 1))],
    ("mp4", "aac", [], 44100, 2), ("mka", "aac", [], 44100, 2), ("mka", "flac", [], 48000, 2),
    ("weba", "libopus", ["-f", "webm"], 48000, 1), ("webm", "libopus", [], 48000, 2),
    ("ac3", "ac3", [], 48000, 6), ("ac3", "ac3", [], 44100, 2), ("eac3", "eac3", [], 48000, 6),
    ("dts", "dca", [], 48000, 6), ("thd", "truehd", ["-f", "truehd"], 48000, 2),
    ("wv", "wavpack", [], 44100, 2), ("tta", "tta", [], 44100, 2), ("wma", "wmav2", [], 44100, 2),
    ("wma", "wmav1", [], 22050, 1), ("wma", "wmav2", [], 16000, 1), ("oma", "pcm_s16be", [], 44100,
                                                                     2),
    ("ts", "aac", [], 48000, 2), ("flv", "aac", [], 44100, 2), ("mov", "pcm_s24le", [], 48000, 2),
    ("mlp", "mlp", [], 48000, 2), ("rm", "ac3", [], 44100, 2), ("ra", "real_144", ["-f", "rm"],
                                                                8000, 1),
]

# Still and moving pictures: ending, options.
PICTURES = [
    *[("png", ["-frames:v", "1", "-pix_fmt", format]) for format in
      ("rgb24", "rgba", "gray", "ya8", "pal8", "rgb48be", "gray16be", "monob", "rgba64be")],
    ("png", ["-frames:v", "1", "-vf", "setsar=2/1"]), ("png", ["-frames:v", "1", "-dpi", "300"]),
    *[("jpg", ["-frames:v", "1", "-pix_fmt", format]) for format in
      ("yuvj420p", "yuvj422p", "yuvj444p", "gray")],
    ("jpg", ["-frames:v", "1", "-vf", "setsar=64/45"]), ("jpg", ["-frames:v", "1", "-q:v", "2",
                                                                 "-s", "1600x900"]),
    *[("bmp", ["-frames:v", "1", "-pix_fmt", format]) for format in ("bgr24", "bgra", "pal8",
                                                                     "rgb565le")],
    *[("tiff", ["-frames:v", "1", "-pix_fmt", format]) for format in
      ("rgb24", "rgba", "gray", "gray16le", "yuv420p", "pal8", "rgb48le")],
    ("tif", ["-frames:v", "1", "-compression_algo", "lzw"]), ("tif", ["-frames:v", "1", "-dpi",
                                                                      "300"]),
    ("webp", ["-frames:v", "1"]), ("webp", ["-frames:v", "1", "-lossless", "1"]),
    ("webp", ["-frames:v", "1", "-pix_fmt", "yuva420p"]), ("webp", ["-frames:v", "1", "-lossless",
                                                                    "1", "-pix_fmt", "bgra"]),
    ("gif", []), ("gif", ["-frames:v", "1"]), ("gif", ["-loop", "-1"]), ("apng", ["-f", "apng"]),
    ("apng", ["-f", "apng", "-plays", "0"]),
    *[(name, ["-frames:v", "1"]) for name in
      ("ppm", "pgm", "pbm", "dpx", "exr", "jp2", "sgi", "sun", "xwd", "pcx", "xbm",
       "qoi", "jls", "jxl", "pfm")],
    ("avif", ["-frames:v", "1", "-c:v", "libaom-av1", "-cpu-used", "8", "-still-picture", "1"]),
    ("j2k", ["-frames:v", "1", "-c:v", "jpeg2000"]),
]

HDR = "colorprim=bt2020:colormatrix=bt2020nc:log-level=none"
BOXES = ("master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)"
         "L(10000000,1):max-cll=1000,400")

# Everything odd: name, arguments of ffmpeg without the last one.
ODD = [
    *[(f"turned-{turn}.mp4", [*AV, *X264, *AAC, "-metadata:s:v", f"rotate={turn}"])
      for turn in (90, 180, 270)],
    ("turned.mov", [*AV, *X264, *AAC, "-metadata:s:v", "rotate=90"]),
    *[(f"sar-{n}.{ending}", [*picture("720x576"), *codec, "-vf", f"setsar={sar}"])
      for n, (sar, codec, ending) in enumerate(itertools.product(
          ("64/45", "16/15", "1/1"), (X264,), ("mp4", "mkv", "mov")))],
    ("sar.mpg", [*picture("720x576"), "-c:v", "mpeg2video", "-aspect", "16:9"]),
    ("sar.avi", [*picture("720x576"), "-c:v", "mpeg4", "-aspect", "16:9"]),
    ("sar.ts", [*picture("720x576"), *X264, "-aspect", "4:3"]),
    ("hdr-pq.mp4", [*picture(seconds=1), *X265[:4], "-pix_fmt", "yuv420p10le", "-x265-params",
                    f"{HDR}:transfer=smpte2084:{BOXES}"]),
    ("hdr-hlg.mov", [*picture(seconds=1), *X265[:4], "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1",
                     "-x265-params", f"{HDR}:transfer=arib-std-b67"]),
    ("hdr-pq.mkv", [*picture(seconds=1), *X265[:4], "-pix_fmt", "yuv420p10le", "-x265-params",
                    f"{HDR}:transfer=smpte2084:{BOXES}"]),
    ("hdr-vp9.webm", [*picture(seconds=1), *VP9, "-profile:v", "2", "-pix_fmt", "yuv420p10le",
                      "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace",
                      "bt2020nc"]),
    *[(f"colours-{name}.{ending}", [*picture(seconds=1), *X264, "-color_primaries", name,
                                    "-color_trc", name,
                                    "-colorspace", name])
      for name in ("bt709", "smpte170m") for ending in ("mp4", "mov", "mkv", "ts")],
    *[(f"full-range.{ending}", [*picture(seconds=1), *X264[:-1], "yuvj420p"])
      for ending in ("mp4", "mkv", "mov")],
    *[(f"{format}.{ending}", [*picture(seconds=1), *X264[:-1], format]) for ending in ("mp4", "mkv")
      for format in ("yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le", "gray", "nv12")],
    *[(f"hevc-{format}.mp4", [*picture(seconds=1), *X265, "-pix_fmt", format])
      for format in ("yuv420p10le", "yuv422p10le", "yuv444p", "gray")],
    ("rgb.mkv", [*picture(seconds=1), "-c:v", "libx264rgb", "-preset", "veryfast"]),
    ("baseline.mp4", [*AV, *X264, "-profile:v", "baseline", *AAC]),
    ("main.mp4", [*AV, *X264, "-profile:v", "main", "-bf", "3", *AAC]),
    ("lossless.mp4", [*picture(seconds=1), *X264[:-1], "yuv444p", "-qp", "0"]),
    ("intra.mp4", [*picture(seconds=1), *X264, "-g", "1"]),
    *[(f"interlaced-{field}.{ending}", [*picture("720x576", seconds=1), *X264, "-flags",
                                        "+ilme+ildct",
                                        "-x264-params", f"{field}=1"])
      for field in ("tff", "bff") for ending in ("mp4", "mts", "mkv")],
    ("interlaced.mpg", [*picture("720x576", seconds=1), "-c:v", "mpeg2video", "-flags",
                        "+ilme+ildct", "-top", "1"]),
    ("camcorder.mts", [*picture("1440x1080", "25", 1), *sound(48000, channels=2), *X264, "-flags",
                       "+ilme+ildct",
                       "-x264-params", "tff=1", "-vf", "setsar=4/3", "-c:a", "ac3", "-f", "mpegts",
                       "-mpegts_m2ts_mode", "1"]),
    ("dv-pal.dv", [*picture("720x576"), *sound(48000, channels=2), "-target", "pal-dv"]),
    ("dv-ntsc.avi", [*picture("720x480", "30000/1001"), *sound(48000, channels=2), "-c:v",
                     "dvvideo",
                     "-pix_fmt", "yuv411p", "-c:a", "pcm_s16le"]),
    ("dv.mov", [*picture("720x576"), "-c:v", "dvvideo", "-pix_fmt", "yuv420p"]),
    *[(f"rate-{rate.replace('/', '-')}.{ending}", [*picture(rate=rate), *X264])
      for rate in ("24000/1001", "30000/1001", "60000/1001", "24", "50", "120", "12.5", "1", "240")
      for ending in ("mp4", "mkv", "ts", "avi", "mov", "flv")],
    *[(f"vfr.{ending}", [*picture(rate="60"), "-vf",
                         "select='if(lt(t,1),not(mod(n,2)),not(mod(n,3)))'",
                         "-vsync", "vfr", *X264]) for ending in ("mp4", "mkv", "mov",
                                                                 "webm") if ending != "webm"],
    ("vfr-90000.mp4", [*picture(rate="30"), *sound(), "-vf", "setpts='PTS+0.004*mod(N,3)/TB'",
                       "-vsync", "vfr",
                       "-video_track_timescale", "90000", *X264, *AAC]),
    ("scale-600.mov", [*AV, *X264, "-video_track_timescale", "600", *AAC]),
    ("scale-1000.mp4", [*picture(rate="30"), *X264, "-video_track_timescale", "1000"]),
    *[(f"one-frame.{ending}", [*picture(), *X264, "-frames:v", "1"]) for ending in ("mp4", "mkv",
                                                                                    "ts", "avi")],
    *[(f"two-frames.{ending}", [*picture(), *X264, "-frames:v", "2"]) for ending in ("mp4", "mkv",
                                                                                     "ts")],
    ("short-sound.mp4", [*picture(seconds=3), *sound(seconds=1), *X264, *AAC]),
    ("short-picture.mp4", [*picture(seconds=1), *sound(seconds=3), *X264, *AAC]),
    ("short-sound.mkv", [*picture(seconds=3), *sound(seconds=1), *X264, *AAC]),
    ("short-picture.ts", [*picture(seconds=1), *sound(seconds=3), *X264, *AAC]),
    *[(f"late-sound.{ending}", [*picture(), "-itsoffset", "0.7", *sound(), *X264, *AAC])
      for ending in ("mp4", "mkv", "mov", "ts", "flv")],
    *[(f"late-all.{ending}", [*AV, *X264, *AAC, "-output_ts_offset", "3"])
      for ending in ("mp4", "mkv", "ts", "flv", "mov")],
    ("late-all.webm", [*AV, *VP8, "-c:a", "libopus", "-output_ts_offset", "1.5"]),
    ("muxdelay.mpg", [*AV, "-c:v", "mpeg2video", "-c:a", "mp2", "-muxpreload", "3"]),
    *[(f"fragmented-{n}.mp4", [*AV, *X264, "-g", "12", *AAC, "-movflags", flags]) for n,
      flags in enumerate((
        "frag_keyframe+empty_moov", "frag_keyframe", "dash", "cmaf",
        "frag_keyframe+empty_moov+default_base_moof",
        "frag_every_frame+empty_moov", "frag_keyframe+empty_moov+separate_moof",
        "frag_keyframe+faststart",
        "frag_keyframe+empty_moov+global_sidx"))],
    ("fragmented-sound.m4a", [*sound(), *AAC, "-f", "mp4", "-movflags",
                              "frag_keyframe+empty_moov"]),
    ("faststart.mp4", [*AV, *X264, *AAC, "-movflags", "+faststart"]),
    ("live.webm", [*AV, *VP8, "-c:a", "libopus", "-f", "webm", "-live", "1"]),
    ("live-sound.webm", [*sound(48000), "-c:a", "libopus", "-f", "webm", "-live", "1"]),
    ("live.mkv", [*AV, *X264, *AAC, "-f", "matroska", "-live", "1"]),
    ("cues-first.mkv", [*AV, *X264, *AAC, "-reserve_index_space", "20000"]),
    ("cues-first.webm", [*AV, *VP9, "-c:a", "libopus", "-cues_to_front", "1"]),
    ("alpha.webm", [*picture(seconds=1), *VP9[:2], "-pix_fmt", "yuva420p"]),
    ("alpha.mov", [*picture(seconds=1), "-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt",
                   "yuva444p10le"]),
    ("prores-hq.mov", [*picture(seconds=1), "-c:v", "prores_ks", "-profile:v", "3", "-vendor",
                       "apl0"]),
    ("timecode.mov", [*AV, *X264, *AAC, "-timecode", "01:02:03:04"]),
    ("timecode.mp4", [*AV, *X264, *AAC, "-timecode", "01:02:03:04"]),
    ("timecode.mxf", [*picture(seconds=1), "-c:v", "mpeg2video", "-timecode", "01:02:03:04"]),
    ("phone.mov", [*picture("360x640", "30"), *sound(44100), *X265, "-tag:v", "hvc1", *AAC,
                   "-movflags",
                   "use_metadata_tags", "-metadata", "com.apple.quicktime.make=Apple", "-metadata",
                   "com.apple.quicktime.location.ISO6709=+48.2-016.3/", "-metadata:s:v",
                   "rotate=90"]),
    ("phone.mp4", [*picture("640x360", "30"), *sound(48000, channels=2), *X264, *AAC, "-metadata",
                   "creation_time=2024-05-01T10:00:00Z", "-metadata:s:v", "rotate=270",
                   "-video_track_timescale", "90000"]),
    ("tags.mp4", [*AV, *X264, *AAC, "-metadata", "title=\u00dcn\u00efc\u00f6de \u2603", "-metadata",
                  "comment=" + "long " * 200, "-metadata", "artist=\"quoted\" \\ back",
                  "-metadata:s:a", "language=deu"]),
    ("tags.mkv", [*AV, *X264, *AAC, "-metadata", "title=\u00dcn\u00efc\u00f6de", "-metadata:s:v",
                  "title=Main",
                  "-metadata:s:a", "language=ger"]),
    ("tags.avi", [*AV, "-c:v", "mpeg4", "-c:a", "mp3", "-metadata", "title=Title", "-metadata",
                  "comment=C"]),
    ("two-sounds.mkv", [*picture(), *sound(), *sound(48000, channels=6), "-map", "0", "-map", "1",
                        "-map", "2",
                        *X264, "-c:a:0", "aac", "-c:a:1", "ac3", "-metadata:s:a:0", "language=eng",
                        "-metadata:s:a:1", "language=fra", "-disposition:a:1", "comment+default"]),
    ("two-sounds.mp4", [*picture(), *sound(), *sound(48000, channels=2), "-map", "0", "-map", "1",
                        "-map", "2",
                        *X264, *AAC, "-metadata:s:a:1", "language=fra"]),
    ("two-pictures.mkv", [*picture(), *picture("160x120"), "-map", "0", "-map", "1", *X264]),
    ("two-programs.ts", [*AV, *picture("160x120"), *X264, *AAC, "-map", "0", "-map", "1", "-map",
                         "2",
                         "-program", "title=A:st=0:st=1", "-program", "title=B:st=2"]),
    *[(f"channels-{channels}.{ending}", [*picture(seconds=1), *sound(48000, 1, channels), *X264,
                                         *AAC])
      for channels in (2, 6, 8) for ending in ("mp4", "mkv", "ts")],
    ("rate-8000.mp4", [*picture(), *sound(8000), *X264, *AAC]), ("rate-96000.mp4", [*picture(),
                                                                                    *sound(96000),
                                                                                    *X264, *AAC]),
    *[(f"no-b.{ending}", [*AV, *X264, "-bf", "0", *AAC]) for ending in ("mp4", "mkv", "flv")],
    *[(f"cut-in.{ending}", [*AV, *X264, "-bf", "2", *AAC, "-ss", "0.3"]) for ending in ("mp4",
                                                                                        "mkv")],
    ("movie-in-segments.ts", [*AV, *X264, *AAC, "-mpegts_flags", "resend_headers"]),
    ("odd-size.mkv", [*picture("321x181", seconds=1), *X264[:-1], "yuv444p"]),
    ("tiny.mp4", [*picture("16x16", seconds=1), *X264]), ("large.mp4", [*picture("3840x2160", "30",
                                                                                 0.2), *X264]),
    ("raw.h264", [*picture(), *X264]), ("raw.hevc", [*picture(), *X265, "-f", "hevc"]),
    ("raw.m2v", [*picture(), "-c:v", "mpeg2video"]), ("raw.m1v", [*picture(), "-c:v",
                                                                  "mpeg1video"]),
    ("raw.y4m", [*picture("64x48", seconds=1), "-pix_fmt", "yuv420p"]), ("raw.mjpeg", [*picture(),
                                                                                       "-c:v",
                                                                                       "mjpeg"]),
    ("raw.ivf", [*picture(), *VP8]), ("raw-vp9.ivf", [*picture(), *VP9]), ("raw.obu", [*picture(),
                                                                                       *AV1]),
    ("raw.m4v", [*picture(), "-c:v", "mpeg4", "-f", "m4v"]), ("raw.h263", [*picture("176x144"),
                                                                           "-c:v", "h263"]),
    ("silent.mp4", [*picture(), "-f", "lavfi", "-i", "anullsrc=d=2", *X264, *AAC, "-shortest"]),
    ("gif.mp4", [*picture(rate="10"), "-c:v", "gif", "-f", "gif"]),
    ("hevc-hev1.mp4", [*AV, *X265, "-tag:v", "hev1", *AAC]),
    ("mpeg4-asp.avi", [*AV, "-c:v", "mpeg4", "-bf", "2", "-c:a", "mp3"]),
    ("telephone.wav", [*sound(8000), "-c:a", "pcm_mulaw"]),
]

# Made of what was made before: name, sources, arguments between the inputs and the output.
COPIES = [
    ("edit-list.mp4", ["main.mp4"], ["-c", "copy"], ["-ss", "0.7"]),
    ("edit-list.mov", ["phone.mov"], ["-c", "copy"], ["-ss", "0.7"]),
    ("edit-list.mkv", ["main.mp4"], ["-c", "copy"], ["-ss", "0.7"]),
    ("cut.ts", ["main.mp4"], ["-c", "copy"], ["-ss", "0.7"]),
    ("remuxed.mkv", ["phone.mp4"], ["-c", "copy"], []),
    ("remuxed.mov", ["phone.mp4"], ["-c", "copy"], []),
    ("remuxed.flv", ["main.mp4"], ["-c", "copy"], []),
    ("remuxed.ts", ["phone.mp4"], ["-c", "copy"], []),
    ("remuxed.mp4", ["camcorder.mts"], ["-c", "copy"], []),
    ("remuxed.avi", ["baseline.mp4"], ["-c", "copy"], []),
    ("chapters.mp4", ["main.mp4", "chapters.txt"], ["-map_metadata", "1", "-c", "copy"], []),
    ("chapters.m4b", ["sound-m4a-aac-44100-2.m4a", "chapters.txt"],
     ["-map_metadata", "1", "-c", "copy", "-f", "mp4"], []),
    ("chapters.mkv", ["main.mp4", "chapters.txt"], ["-map_metadata", "1", "-c", "copy"], []),
    ("chapters.mp3", ["sound-mp3-libmp3lame-44100-2.mp3", "chapters.txt"], ["-map_metadata", "1",
                                                                            "-c", "copy"], []),
    ("chapters.ogg", ["sound-ogg-libvorbis-44100-2.ogg", "chapters.txt"], ["-map_metadata", "1",
                                                                           "-c", "copy"], []),
    *[(f"cover.{ending}", [source, "cover.jpg"], ["-map", "0", "-map", "1", "-c", "copy",
                                                  "-disposition:v", "attached_pic"], [])
      for ending, source in (("mp3", "sound-mp3-libmp3lame-44100-2.mp3"),
                             ("m4a", "sound-m4a-aac-44100-2.m4a"),
                             ("flac", "sound-flac-flac-44100-2.flac"))],
    ("cover.mp4", ["main.mp4", "cover.jpg"],
     ["-map", "0", "-map", "1", "-c", "copy", "-disposition:v:1", "attached_pic"], []),
    ("cover.mkv", ["main.mp4"], ["-c", "copy", "-attach", "cover.jpg", "-metadata:s:t",
                                 "mimetype=image/jpeg"], []),
    ("subtitles.mp4", ["main.mp4", "words.srt"], ["-map", "0", "-map", "1", "-c", "copy", "-c:s",
                                                  "mov_text"], []),
    ("subtitles.mkv", ["main.mp4", "words.srt"], ["-map", "0", "-map", "1", "-c", "copy", "-c:s",
                                                  "srt",
                                                  "-metadata:s:s", "language=eng"], []),
    ("subtitles-ass.mkv", ["main.mp4", "words.srt"], ["-map", "0", "-map", "1", "-c", "copy",
                                                      "-c:s", "ass"], []),
    ("subtitles.webm", ["cues-first.webm", "words.srt"], ["-map", "0", "-map", "1", "-c", "copy",
                                                          "-c:s", "webvtt"], []),
    ("subtitles.mov", ["phone.mov", "words.srt"], ["-map", "0", "-map", "1", "-c", "copy", "-c:s",
                                                   "mov_text"], []),
    ("mp3-in-mp4.mp4", ["sound-mp3-libmp3lame-44100-2.mp3"], ["-c", "copy"], []),
    ("mp3-in-mkv.mkv", ["sound-mp3-libmp3lame-44100-2.mp3"], ["-c", "copy"], []),
    ("adts-in-ts.ts", ["sound-aac-aac-44100-2.aac"], ["-c", "copy"], []),
    ("opus-in-mp4.mp4", ["sound-opus-libopus-48000-2.opus"], ["-c", "copy"], []),
    ("amr.3gp", ["speech.amr"], ["-c", "copy"], []),
    ("amr.mp4", ["speech.amr"], ["-c", "copy", "-f", "3gp"], []),
]

# Written to a pipe, so that the writer could not go back: name, format, source.
PIPED = [
    ("piped.wav", "wav", "sound-wav-pcm_s16le-44100-1.wav"), ("piped.flac", "flac",
                                                              "sound-flac-flac-44100-2.flac"),
    ("piped.mkv", "matroska", "main.mp4"), ("piped.webm", "webm", "cues-first.webm"), ("piped.flv",
                                                                                       "flv",
                                                                                       "main.mp4"),
    ("piped.ogg", "ogg", "sound-ogg-libvorbis-44100-2.ogg"), ("piped.mp3", "mp3",
                                                              "sound-mp3-libmp3lame-44100-1.mp3"),
    ("piped.avi", "avi", "mpeg4-asp.avi"), ("piped.aiff", "aiff",
                                            "sound-aiff-pcm_s16be-44100-2.aiff"),
    ("piped.au", "au", "sound-au-pcm_s16be-44100-1.au"), ("piped.caf", "caf",
                                                          "sound-caf-pcm_s16le-44100-2.caf"),
    ("piped.wma", "asf", "sound-wma-wmav2-44100-2.wma"), ("piped.ts", "mpegts", "main.mp4"),
    ("piped.nut", "nut", "av-nut-0-0.nut"),
]

# The first part of another file: name, source, per cent.
CUT = [(f"half-{source}", source, 50) for source in (
    "main.mp4", "faststart.mp4", "fragmented-0.mp4", "av-mkv-0-0.mkv", "live.webm", "av-ts-1-1.ts",
    "av-avi-0-0.avi",
    "av-flv-1-1.flv", "av-wmv-1-1.wmv", "av-mpg-0-0.mpg", "sound-mp3-libmp3lame-44100-1.mp3",
    "sound-wav-pcm_s16le-44100-1.wav", "sound-flac-flac-44100-2.flac",
    "sound-ogg-libvorbis-44100-2.ogg",
    "sound-aac-aac-44100-2.aac", "sound-m4a-aac-44100-2.m4a", "sound-ac3-ac3-48000-6.ac3",
    "sound-wv-wavpack-44100-2.wv")]
JOINED = [("twice.mp3", "sound-mp3-libmp3lame-44100-1.mp3"),
          ("twice.aac", "sound-aac-aac-44100-2.aac"), ("twice.ts", "av-ts-1-1.ts"),
          ("twice.mpg", "av-mpg-0-0.mpg"), ("twice.ogg", "sound-ogg-libvorbis-44100-2.ogg"),
          ("twice.flac", "sound-flac-flac-44100-2.flac"),
          ("twice.ac3", "sound-ac3-ac3-48000-6.ac3")]


def ffmpeg(folder, arguments):
    answer = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1",
                             *arguments],
                            cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)
    return answer.returncode == 0


def encoded():
    """(name, arguments) of everything that is encoded from generators."""
    for ending, (pictures, sounds) in CONTAINERS.items():
        # Each picture once, each sound once: every pair would be thousands.
        for n in range(max(len(pictures), len(sounds))):
            v, a = min(n, len(pictures) - 1), min(n, len(sounds) - 1)
            options = ["-ac", "1"] if sounds[a] == "nellymoser" else []
            rate = 48000 if ending in ("mxf", "gxf") or sounds[a] in ("libopus", "dca",
                                                                      "pcm_bluray") else 44100
            channels = 2 if sounds[a] in ("pcm_bluray", "truehd") else 1
            size = {"mxf": "720x576", "gxf": "720x576"}.get(ending, "320x180")
            yield (f"av-{ending}-{v}-{a}.{ending}",
                   [*picture(size), *sound(rate, channels=channels), *pictures[v], "-c:a",
                    sounds[a],
                    "-strict", "-2", *options])
    used = set()
    for ending, codec, options, rate, channels in SOUNDS:
        name = f"sound-{ending}-{codec}-{rate}-{channels}"
        while name in used:
            name += "x"
        used.add(name)
        yield f"{name}.{ending}", [*sound(rate, 2.37, channels), "-c:a", codec, "-strict", "-2",
                                   *options]
    for n, (ending, options) in enumerate(PICTURES):
        yield f"picture-{n}.{ending}", [*picture("200x120", "10", 1), *options]
    for name, arguments in ODD:
        yield name, [*arguments, "-strict", "-2"]


def write_parts(folder):
    (folder / "words.srt").write_text(SUBTITLES)
    (folder / "chapters.txt").write_text(CHAPTERS)
    ffmpeg(folder, ["-f", "lavfi", "-i", "testsrc2=s=64x64", "-frames:v", "1", "cover.jpg"])
    # No encoder here makes AMR; a decoder takes any bits for speech.
    frame = bytes([0x3C]) + bytes(range(31))
    (folder / "speech.amr").write_bytes(b"#!AMR\n" + frame * 100)


def derived(folder):
    """(name, whether it could be made) of everything that is made from other files."""
    for name, sources, options, seek in COPIES:
        inputs = [word for source in sources for word in (*seek, "-i", source)]
        yield name, ffmpeg(folder, [*inputs, *options, "-strict", "-2", name])
    for name, form, source in PIPED:
        with open(folder / name, "wb") as out:
            answer = subprocess.run(["ffmpeg", "-nostdin", "-v", "quiet", "-i", source, "-c",
                                     "copy", "-f", form, "-"],
                                    cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            out.write(answer.stdout)
        yield name, answer.returncode == 0
    for name, source, percent in CUT:
        yield name, part(folder, name, source, lambda data, p=percent: data[:len(data) * p // 100])
    for name, source in JOINED:
        yield name, part(folder, name, source, lambda data: data + data)


def part(folder, name, source, change):
    if not (folder / source).exists():
        return False
    (folder / name).write_bytes(change((folder / source).read_bytes()))
    return True


def make(folder, pool, every=1):
    """Makes the corpus, or one encoded file in `every`; answers the paths and what was left out."""
    folder = pathlib.Path(folder)
    write_parts(folder)
    recipes = list(encoded())[::every]
    made = list(pool.map(lambda recipe: ffmpeg(folder, [*recipe[1], recipe[0]]), recipes))
    results = [(name, done) for (name, _), done in zip(recipes, made)]
    results += derived(folder) if every == 1 else []
    results.append(("speech.amr", True))
    missing = [name for name, done in results if not done or not (folder / name).stat().st_size]
    return [folder / name for name, _ in results if name not in missing], missing
