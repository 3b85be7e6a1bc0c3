"""What must be on a disk, and from which moment until which.

A moment is a position in a recording (or any number that grows). A fact counts for a power cut at
`moment` where `since <= moment < until`: it is opened when a writer was told that something is
written, and closed when somebody begins to change it.
"""
import dataclasses, hashlib, json, os, re, stat

NEVER = float("inf")
#: Files that may be lost, or that are nobody's promise: memories, locks, logs, work under way.
PASSING = re.compile(
    r"(^|/)(\.cutroom/(index|survey|run\.json|probes|lock|reserve|swept|library\.index"
    r"|journal\.jsonl\.backup\.1)$"
    r"|\.cutroom/creating-|\.ct-|logs/|cache/)|^\.cutroom/[^/]+/attempts/")
JOURNAL = re.compile(r"/\.cutroom/journal\.jsonl$")


@dataclasses.dataclass
class Fact:
    kind: str  # file, absent, journal, done
    subject: object
    value: object
    since: float
    until: float = NEVER

    def counts(self, moment):
        return self.since <= moment < self.until


def digest(data):
    return hashlib.sha256(data).hexdigest()


def document(path):
    """What a file is a version of: without its project, which may be renamed, and generation."""
    return re.sub(r"^public/projects/[^/]+/|\.backup\.[1-9]$", "", path)


def files(root):
    """{path: bytes} of the regular files below a folder that count."""
    def fail(error):
        raise error
    found = {}
    for place, folders, names in os.walk(root, onerror=fail):
        for name in names:
            path = os.path.join(place, name)
            relative = os.path.relpath(path, root)
            if not PASSING.search(relative) and stat.S_ISREG(os.lstat(path).st_mode):
                with open(path, "rb") as file:
                    found[relative] = file.read()
    return found


class Ledger:
    """The facts that a workload leaves behind while it goes on."""

    def __init__(self, root):
        self.root, self.facts, self.open = root, [], {}
        self.versions, self.steps, self.edits = {}, [], []
        self.unasked = []

    def at(self, moment):
        """The facts that count for a power cut at `moment`."""
        return [fact for fact in self.facts if fact.counts(moment)]

    def step_at(self, moment):
        """The step that was under way at `moment`; "" between two."""
        names = [name for begin, end, name in self.steps if begin < moment < end]
        return names[-1] if names else ""

    def step(self, name, begin, end):
        """A step was acknowledged at `end`: all it changed is promised from then on."""
        self.steps.append((begin, end, name))
        now = files(self.root)
        for path, data in now.items():
            if JOURNAL.search(path):
                self._journal(path, data, begin, end)
            else:
                self.file(path, digest(data), begin, end)
        for kind, path in list(self.open):
            if kind in ("file", "journal") and path not in now:
                self._replace("absent", path, None, begin, end, gone=kind)

    def file(self, path, value, begin, moment):
        """A file is known to be as it is from `moment`; before `begin` it was as before."""
        self.versions.setdefault(document(path), set()).add(value)
        known = self.open.get(("file", path))
        if known is None or known.value != value:
            self._replace("file", path, value, begin, moment, gone="absent")

    def _journal(self, path, data, begin, end):
        """A journal only grows; where it was written anew the old promise ends at `begin`."""
        known = self.open.get(("journal", path))
        if known is None or known.value != data:
            grew = known is not None and data.startswith(known.value)
            self._replace("journal", path, data, end if grew else begin, end, gone="absent")

    def done(self, item, moment):
        self._replace("done", item, None, moment, moment)

    def executed(self, item, begin, is_forced, is_cause):
        """An item was run again: the first edit that asked for it ends the promise that it is
        done."""
        known = self.open.pop(("done", item), None)
        if known is None:
            return
        causes = [at for at, path in self.edits if at >= known.since and is_cause(path)]
        known.until = causes[0] if causes else begin
        if not causes and not is_forced:
            self.unasked.append(f"{item[1]}/{item[2]} was executed again without a cause")

    def _replace(self, kind, subject, value, begin, moment, gone=None):
        for old in ((kind, subject), (gone, subject)):
            if old in self.open:
                self.open.pop(old).until = begin
        fact = Fact(kind, subject, value, moment)
        self.open[(kind, subject)] = fact
        self.facts.append(fact)


def is_whole_json(data):
    try:
        json.loads(data.decode())
        return True
    except ValueError:
        return False
