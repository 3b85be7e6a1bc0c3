#!/usr/bin/env python3
"""A provider program that finds pictures, clips and music in a folder by the words of their names.

    folder-search.py FOLDER

It works offline and costs nothing. What may be used how stands beside each file as FILE.json with
title, author, licence and source; a file without one that names a licence is left out.
"""
import json, os, re, shutil, sys

KINDS = {".jpg": "image", ".png": "image", ".mp4": "video", ".mp3": "music"}


def write(**line):
    print(json.dumps(line), flush=True)


def rights_of(path):
    try:
        with open(path + ".json", encoding="utf-8") as file:
            rights = json.load(file)
        return rights if rights["licence"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def search(folder, job):
    wanted = set(re.findall(r"\w+", job["query"].lower()))
    found = []
    for name in sorted(os.listdir(folder)):
        stem, ending = os.path.splitext(name)
        kind, words = KINDS.get(ending.lower()), re.findall(r"[^\W_]+", stem.lower())
        hits = len(wanted.intersection(words))
        rights = rights_of(os.path.join(folder, name)) if kind in job["kinds"] and hits else None
        if rights:
            found.append((-hits, name, dict(asset=name, rendition="original", kind=kind,
                                            keywords=words, rights=rights)))
    return [candidate for _, _, candidate in sorted(found)[:job["limit"]]]


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
