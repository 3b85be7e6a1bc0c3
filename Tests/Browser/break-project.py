#!/usr/bin/env python3
"""Break a finished project in ten ways: `break-project.py PROJECT-FOLDER`.

Prints a line for each: the rule that must say so, and what the finding's path begins with.
"""
import json, pathlib, sys, wave

ROOT = pathlib.Path(sys.argv[1])


def load(name):
    return json.loads((ROOT / name).read_text())


def store(name, value):
    (ROOT / name).write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def first(pattern):
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))[0]


def cut_picture():
    shown = next(v["file"] for v in load("timeline.json")["visuals"] if v["kind"] == "image")
    whole = (ROOT / shown).read_bytes()
    (ROOT / shown).write_bytes(whole[:len(whole) // 2])
    return "media-truncated", shown


def missing_take():
    take = load("timeline.json")["narration"][0]["file"]
    (ROOT / take).unlink()
    return "media-missing", take


def mismatched_extension():
    take = load("timeline.json")["narration"][1]["file"]
    with wave.open(str(ROOT / take), "wb") as sound:
        sound.setparams((1, 2, 22050, 0, "NONE", None))
        sound.writeframes(b"".join((i % 50 * 300).to_bytes(2, "little") for i in range(30000)))
    return "media-extension-mismatch", take


def dangling_reference():
    tags = load("scripts/tags.json")
    tags["segments"][0]["id"] = "nowhere-01"
    store("scripts/tags.json", tags)
    return "reference-dangling", "scripts/tags.json#/segments/0"


def overlapping_captions():
    timeline = load("timeline.json")
    before, after = timeline["captions"][:2]
    after["startFrame"] = (before["startFrame"] + before["endFrame"]) // 2
    store("timeline.json", timeline)
    return "caption-overlap", "timeline.json#/captions/1"


def gap_at_the_end():
    timeline = load("timeline.json")
    last = timeline["visuals"][-1]
    last["endFrame"] -= (last["endFrame"] - last["startFrame"]) // 3
    store("timeline.json", timeline)
    return "timeline-gap", "timeline.json#/visuals"


def edited_document():
    name = first("scripts/*-*.json")
    script = load(name)
    script["title"] = "Another title"
    store(name, script)
    return "document-modified", name


def wrong_hash():
    name = first("assets/music/*.metadata.json")
    sidecar = load(name)
    sidecar["sha256"] = "0" * 64
    store(name, sidecar)
    return "hash-mismatch", "assets/music/"


def missing_licence():
    name = first("assets/videos/*.metadata.json")
    sidecar = load(name)
    sidecar["rights"]["licence"] = None
    store(name, sidecar)
    return "licence-missing", "assets/videos/"


def malformed_document():
    # One that no record names: a recorded document would be brought back first.
    name = "assets/images/added-by-hand.metadata.json"
    (ROOT / name).write_text('{\n  "version": "1.0",\n  "kind": \n}\n')
    return "document-malformed", name


BREAKS = [cut_picture, missing_take, mismatched_extension, dangling_reference, overlapping_captions,
          gap_at_the_end, edited_document, wrong_hash, missing_licence, malformed_document]

if __name__ == "__main__":
    for each in BREAKS:
        print(*each())
