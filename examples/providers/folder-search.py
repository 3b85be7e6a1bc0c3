#!/usr/bin/env python3
"""A provider program that finds pictures, clips and music in a folder by the words of their names.

    folder-search.py FOLDER

It works offline and costs nothing. What may be used how stands beside each file as FILE.json with
title, author, licence and source; a file without one is left out.
"""
import json
import os
import re
import shutil
import sys

KINDS = {".jpg": "image", ".png": "image", ".mp4": "video", ".mp3": "music"}


def write(**line):
    print(json.dumps(line), flush=True)


def search(folder, job):
    wanted = set(re.findall(r"\w+", job["query"].lower()))
    found = []
    for name in sorted(os.listdir(folder)):
        stem, ending = os.path.splitext(name)
        kind, words = KINDS.get(ending.lower()), re.findall(r"[^\W_]+", stem.lower())
        hits = len(wanted.intersection(words))
        if kind in job["kinds"] and hits and os.path.exists(os.path.join(folder, name + ".json")):
            with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
                rights = json.load(file)
            found.append((-hits, dict(asset=name, rendition="original", kind=kind, keywords=words,
                                      rights=rights)))
    found.sort(key=lambda hit: (hit[0], hit[1]["asset"]))
    return [candidate for _, candidate in found[:job["limit"]]]


def answer(folder, line):
    if line.get("ask") == "capabilities":
        write(event="capabilities", contract="1.0", version="1", tasks=["search", "fetch"],
              isLocal=True, isIdempotent=True, isPaid=False)
    elif line["task"] == "search":
        write(id=line["id"], event="result", candidates=search(folder, line["search"]))
    else:
        name = os.path.basename(line["fetch"]["asset"])
        try:
            shutil.copyfile(os.path.join(folder, name), os.path.join(line["folder"], name))
            write(id=line["id"], event="result", file=name)
        except OSError as error:
            write(id=line["id"], event="error", code="not-found", message=f"{name}: {error.strerror}")


for text in sys.stdin:
    answer(sys.argv[1], json.loads(text))
