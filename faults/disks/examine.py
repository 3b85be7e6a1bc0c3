"""Looking at what a power cut left: first as it is, then through cutroom's own recovery."""
import json, os, pathlib, re

from faults import cutroom
from ledger import digest, document, files, is_whole_json

BACKUP = re.compile(r"^(.*)\.backup\.[1-9]$")
#: What a person would have to remove by hand.
LEFTOVER = re.compile(r"^(?!\.cutroom/creating-).*/\.ct-|^\.cutroom/[^/]+/attempts/.")


def read(path):
    """A file's bytes; None where there is none (or a folder on the way is none)."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def broken_promises(root, facts):
    """Facts that do not hold, as a list of words; read errors count too."""
    found = []
    for fact in facts:
        if fact.kind == "done":
            continue
        data = read(os.path.join(root, fact.subject))
        if fact.kind == "absent":
            if data is not None:
                found.append(f"came back: {fact.subject}")
        elif data is None:
            found.append(f"lost: {fact.subject}")
        elif fact.kind == "journal":
            if not data.startswith(fact.value):
                found.append(f"lost records: {fact.subject}")
        elif digest(data) != fact.value:
            found.append(f"lost write: {fact.subject} ({describe(data)})")
    return found


def describe(data):
    if not data:
        return "0 bytes"
    return f"{len(data)} bytes" + (", all zero" if data.count(0) == len(data) else "")


def strange_versions(root, versions):
    """Live files that are no version that was ever written."""
    found = []
    for path, data in files(root).items():
        known = versions.get(document(path))
        if known is not None and digest(data) not in known:
            found.append(f"bad live file: {path} ({describe(data)})")
    return found


def documents_without_version(root, facts, versions):
    """Promised documents of which neither the live file nor a backup is a written version."""
    lost = []
    for fact in facts:
        if fact.kind == "file" and fact.subject.endswith(".json"):
            names = [fact.subject] + [f"{fact.subject}.backup.{n}" for n in (1, 2, 3)]
            known = versions.get(document(fact.subject), set())
            kept = (read(os.path.join(root, name)) for name in names)
            if not any(data is not None and digest(data) in known for data in kept):
                lost.append(f"no valid generation: {fact.subject}")
    return lost


def look(root, ledger, moment):
    """Everything that is wrong on disk before anything has recovered."""
    facts = ledger.at(moment)
    return (broken_promises(root, facts) + strange_versions(root, ledger.versions)
            + documents_without_version(root, facts, ledger.versions))


class Recovery:
    """What cutroom does with a project after a power cut, and what is wrong with that."""

    def __init__(self, root, project, done):
        self.root, self.project, self.done = root, project, done
        self.folder = pathlib.Path(root) / "public/projects" / project
        self.faults, self.events = [], []

    def check(self, is_thorough=False):
        """Run the recovering commands; the faults found."""
        if is_thorough:
            self.must_end_well("list")
        for other in sorted(self.folder.parent.iterdir()):
            if other != self.folder:
                self.must_end_well("repair", other.name)
        if self.folder.is_dir():
            self.check_project(is_thorough)
        self.look_for_leftovers()
        if is_thorough:
            self.go_on()
        return self.faults

    def check_project(self, is_thorough):
        if is_thorough:
            self.must_end_well("status", self.project)
            self.must_end_well("repair", self.project, "--dry-run")
        self.resume()
        self.must_end_well("status", self.project, "--check")
        self.look_at_outputs()
        if is_thorough:
            self.must_end_well("validate", self.project)

    def must_end_well(self, *words):
        answer = cutroom(self.root, *words, deadline=120)
        if answer.code != 0:
            said = answer.output[-300:].decode(errors="replace")
            self.faults.append(f"`{' '.join(words)}` after recovery: {answer} {said}")
        return answer

    def resume(self):
        answer = self.must_end_well("resume", self.project, "--progress", "jsonl")
        self.events = events(answer.output)
        for event in self.events:
            item = (self.project, event.get("stage"), event.get("item"))
            if event.get("event") == "item-started" and item in self.done:
                self.faults.append(f"executed again: {item[1]}/{item[2]}")

    def look_at_outputs(self):
        """Every output is what the workload's programs make of the inputs that are there."""
        for source in sorted(self.folder.glob("inputs/*.txt")):
            of = digest(source.read_bytes())
            document = read(self.folder / "pages" / f"{source.stem}.json")
            if document is None or not is_whole_json(document):
                self.faults.append(f"no page of {source.name} after recovery")
            elif json.loads(document).get("of") != of:
                self.faults.append(f"page of {source.name} is of another input")
            picture = read(self.folder / "bits" / f"{source.stem}.bin")
            if picture != f"{of}\n".encode() * 150:
                self.faults.append(f"bits of {source.name} are not what the program made")

    def go_on(self):
        """New work is possible, and sweeps what a maker of projects left."""
        answer = cutroom(self.root, "new", "Later", "--id", "later")
        drafts = list((pathlib.Path(self.root) / ".cutroom").glob("creating-*"))
        if answer.code != 0 or drafts:
            self.faults.append(f"`new` after recovery: {answer}; left over: {drafts}")

    def look_for_leftovers(self):
        for place, folders, names in os.walk(self.root):
            for name in folders + names:
                path = os.path.relpath(os.path.join(place, name), self.root)
                if LEFTOVER.search(path):
                    self.faults.append(f"left over: {path}")


def events(output):
    """The JSON lines of `--progress jsonl`; a line that is none is none."""
    found = []
    for line in output.split(b"\n"):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            found.append(event)
    return found
