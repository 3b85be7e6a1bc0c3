"""Work for the real cutroom: every command that changes a project, with what was promised when."""
import json, os, random, subprocess

from faults import CUTROOM, environment
from ledger import Ledger

PROJECT = "novel"
SCRIPT = """#!/bin/sh
# make.sh page INPUT DOCUMENT BITS | make.sh book DOCUMENT
set -e
case $1 in
page)
  sum=$(sha256sum <"$2")
  sum=${sum%% *}
  printf '{"of": "%s", "note": "", "text": "%03000d"}\\n' "$sum" 7 >"$3"
  i=0
  while [ $i -lt 150 ]; do
    echo "$sum"
    i=$((i + 1))
  done >"$4"
  ;;
book)
  sum=$(cat pages/*.json | sha256sum)
  printf '{"of": "%s"}\\n' "${sum%% *}" >"$2"
  ;;
esac
"""
PIPELINE = {
    "kind": "pipeline", "version": "1.0",
    "stages": [
        {"id": "page", "foreach": {"glob": "inputs/*.txt"},
         "run": ["sh", "${workspace}/make.sh", "page", "${item.path}", "${outputs.0}",
                 "${outputs.1}"],
         "outputs": ["pages/${item.stem}.json", "bits/${item.stem}.bin"]},
        {"id": "book", "inputs": ["pages/*.json"],
         "run": ["sh", "${workspace}/make.sh", "book", "${output}"], "outputs": ["book.json"]}]}


def has(command):
    """Whether this cutroom knows a command."""
    answer = subprocess.run([CUTROOM, command, "--help"], stdin=subprocess.DEVNULL,
                            capture_output=True)
    return answer.returncode == 0


class CommandFailed(Exception):
    """A command of the workload did not end as it must."""


def write_durably(path, data):
    """As a careful editor does: temporary, fsync, rename, fsync of the folder."""
    folder = os.path.dirname(path)
    temporary = os.path.join(folder, ".editing")
    with open(temporary, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.rename(temporary, path)
    sync_folder(folder)


def sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stem(path):
    return os.path.basename(path).split(".")[0]


def asks_for(path, item):
    """Whether an edit of a file makes an item of the workload stale."""
    _, stage, name = item
    return stage == "book" or stem(path) == stem(name)


class Workload:
    """Drives cutroom in a workspace and keeps the ledger of what it acknowledged."""

    def __init__(self, root, position, seed):
        self.root, self.position = str(root), position
        self.ledger, self.chance = Ledger(self.root), random.Random(seed)
        self.project = os.path.join(self.root, "public/projects", PROJECT)
        self.texts, self.under_way, self.annotated = 0, None, set()

    def begin(self, name, path=None):
        """A step begins; until its end anything of it may be on disk or not."""
        self.under_way = (name, path)
        return self.position()

    def end(self, begin):
        """The step has succeeded: what it changed is promised from now on."""
        self.ledger.step(self.under_way[0], begin, self.position())
        self.under_way = None

    # What cutroom does

    def command(self, *words):
        """Run a command that must succeed; what it changed is promised once it has ended."""
        begin = self.begin(words[0])
        answer = subprocess.run([CUTROOM, *words], cwd=self.root, env=environment(self.root),
                                stdin=subprocess.DEVNULL, capture_output=True)
        if answer.returncode != 0:
            raise CommandFailed(f"{words} ended with {answer.returncode}: "
                                f"{answer.stderr.decode(errors='replace')}")
        self.end(begin)

    def run(self, *options):
        """A run: every item is promised as soon as its event is there."""
        begin = self.begin("run")
        words = [CUTROOM, "run", PROJECT, "--progress", "jsonl", *options]
        child = subprocess.Popen(words, cwd=self.root, env=environment(self.root),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        for line in child.stdout:
            self.take_event(json.loads(line), begin, "--force" in options)
        if child.wait() != 0:
            raise CommandFailed(f"run ended with {child.returncode}")
        self.end(begin)

    def take_event(self, event, begin, is_forced):
        item = (PROJECT, event.get("stage"), event.get("item"))
        if event["event"] == "item-started":
            self.ledger.executed(item, begin, is_forced, lambda path: asks_for(path, item))
        if event["event"] == "item-committed":
            self.ledger.done(item, self.position())

    # What its user does

    def edit(self, path, data):
        """Write a file of the project safely, as a person's editor does."""
        begin = self.begin("edit", path)
        self.ledger.edits.append((begin, path))
        target = os.path.join(self.project, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        sync_folder(self.project)
        write_durably(target, data)
        self.end(begin)

    def new_text(self, name):
        self.texts += 1
        text = f"text {self.texts} {self.chance.random()}\n" * 40
        self.edit(f"inputs/{name}.txt", text.encode())

    def annotate(self, path):
        """Change a document by hand, so that it is another value that is as good."""
        with open(os.path.join(self.project, path)) as file:
            document = json.load(file)
        self.texts += 1
        document["note"] = f"note {self.texts}"
        self.annotated.add(path)
        self.edit(path, json.dumps(document).encode() + b"\n")

    # The work

    def prepare(self):
        """A workspace with one project and its first inputs; durable when this returns."""
        self.command("init", self.root)
        write_durably(os.path.join(self.root, "make.sh"), SCRIPT.encode())
        text = json.dumps(PIPELINE, indent=2).encode() + b"\n"
        write_durably(os.path.join(self.root, "pipeline.json"), text)
        self.command("new", "A novel", "--id", PROJECT)
        os.sync()

    def first(self):
        for name in ("a", "b", "c"):
            self.new_text(name)
        self.run()

    def round(self):
        """Each kind of change once."""
        self.new_text("a")
        self.run("--jobs", "1")
        self.annotate("pages/b.json")
        self.command("accept", PROJECT, "page/inputs/b.txt", "--reason", "better")
        # Not b: what was accepted waits for a word before it is made again.
        self.new_text("c")
        self.run()
        self.annotate("pages/a.json")
        self.command("backup", "restore", PROJECT, "pages/a.json", "--recorded")
        self.edit("pages/c.json", b'{"torn": ')
        self.command("repair", PROJECT)
        self.edit("bits/a.bin", b"damaged")
        self.run()
        self.run("--force", "--stage", "book")
        self.another_project()
        self.command("delete", PROJECT)
        self.command("undelete", PROJECT)
        if has("rename"):
            self.command("rename", PROJECT, "saga")
            self.command("rename", "saga", PROJECT)
        if has("copy"):
            self.command("copy", PROJECT, "twin")
            self.command("delete", "twin")
        self.command("backup", "prune", PROJECT, "--days", "0")

    def another_project(self):
        """A project of an older format version: made, migrated, deleted."""
        name = f"other-{self.texts}"
        self.command("new", "Another", "--id", name, "--pipeline", "pipeline.json")
        path = os.path.join(self.root, "public/projects", name, "metadata.json")
        with open(path) as file:
            metadata = json.load(file)
        metadata["version"] = "0.9"
        metadata["timestamp"] = metadata.pop("createdAt")
        del metadata["kind"]
        self.edit(os.path.relpath(path, self.project), json.dumps(metadata).encode() + b"\n")
        self.command("migrate", name)
        self.command("delete", name)
