#!/usr/bin/env python3
"""Write the script of one refined topic: usage: write-script.py TOPIC-JSON OUTPUT

Chooses the highest-ranked sentences that fit the time, tells them in their own order, and adds
an opening and a closing line. The document is the same kind that the built-in stage writes.
"""
import json
import sys

TARGET_SECONDS = 60
WORDS_PER_MINUTE = 160


def chosen(sentences, budget):
    """The best sentences whose words fit the budget, in the order of the text."""
    kept = set()
    for index in sorted(range(len(sentences)), key=lambda i: -sentences[i]["rank"]):
        words = len(sentences[index]["text"].split())
        if words <= budget:
            kept.add(index)
            budget -= words
    return [sentences[index]["text"] for index in sorted(kept)]


def segments(topic):
    hook = f"Today: {topic['title']}."
    outro = "Told after " + ", ".join(dict.fromkeys(s["name"] for s in topic["sources"])) + "."
    budget = TARGET_SECONDS * WORDS_PER_MINUTE // 60 - len(f"{hook} {outro}".split())
    body = chosen(topic["sentences"], budget)
    lines = [("hook", hook), *(("body", text) for text in body), ("outro", outro)]
    return [
        {"id": f"{topic['id']}-{number:02}", "role": role, "text": text}
        for number, (role, text) in enumerate(lines, start=1)
    ]


def main(topic_json, output):
    topic = json.loads(topic_json)
    script = {
        "kind": "script",
        "version": "1.0",
        "topicId": topic["id"],
        "title": topic["title"],
        "language": topic["language"],
        "segments": segments(topic),
        "sources": topic["sources"],
    }
    with open(output, "w", encoding="utf-8") as file:
        json.dump(script, file, ensure_ascii=False, indent=2, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
