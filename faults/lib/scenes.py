"""The operations that change a workspace, each with a small workspace made ready for it.

A scene says how its workspace is made, which command changes it, and what is allowed afterwards.
`before` and `after` are learned from an undisturbed run. Whatever is done to the command, the
checks here say whether the invariants of docs/reliability.md hold.
"""
import hashlib, json, os, pathlib, re, shutil, subprocess, zipfile
from faults import CUTROOM, ROOT, environment, run, tree, walk
from inject import later

PROJECT, OTHER, ARCHIVE = "demo", "demo2", "demo.zip"
ENVELOPE = ("version", "kind", "createdAt")
PASSING = re.compile(r"(^|/)\.ct-|^\.cutroom-archive-|^\.cutroom/creating-|^\.cutroom/[^/]+/attempts/."
                     r"|/\.cutroom/moving")
ASIDE = re.compile(r"\.backup\.\d+$|\.corrupt-")
PIPELINE = {"kind": "pipeline", "version": "1.0", "settings": {"backups": {"keep": 3, "days": 7}},
            "stages": [
    {"id": "text", "inputs": ["notes.txt"], "run": ["/bin/cp", "notes.txt", "${output}"],
     "outputs": ["out/text.txt"]},
    {"id": "doc", "foreach": {"json": "list.json", "pointer": "/items"}, "outputs":
     ["docs/${item.id}.json"], "run": ["/bin/sh", "-c", "printf %s \"$1\" > \"$2\"", "sh",
                                       "${item.json}", "${output}"]},
    {"id": "sum", "inputs": ["docs/*.json"], "outputs": ["sum.json"], "run":
     ["/bin/sh", "-ec", "all=$(cat docs/*.json); echo \"[$(echo \"$all\" | cksum | cut -d' ' -f1)]\""
      " > \"$1\"", "sh", "${output}"]}]}
CHOOSING = PIPELINE | {"stages": [
    {"id": "found", "inputs": ["found.json"], "run": ["/bin/cp", "found.json", "${output}"],
     "outputs": ["topics/discovered.json"]},
    {"id": "select", "uses": "select", "with": {"mode": "ask", "count": 1}}]}


class Place:
    """A trial's folder: the workspace, a home, and a bystander that nothing may touch."""

    def __init__(self, path, days=0):
        self.path, self.days = pathlib.Path(path), days
        self.ws = self.path / "ws"
        self.project = self.ws / "public/projects" / PROJECT

    def make(self):
        for name in ("ws", "home", "tmp", "outside/folder"):
            (self.path / name).mkdir(parents=True)
        (self.path / "outside/folder/file").write_text("not yours\n")
        (self.path / "ws.sibling").write_text("not yours either\n")
        return self

    def copy(self, target):
        """A copy with its times and hard links; a fresh name, so nothing can be shared."""
        subprocess.run(["cp", "-a", self.path, target], check=True)
        return Place(target, self.days)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)

    def environment(self):
        return environment(self.ws) | {"HOME": str(self.path / "home"),
                                       "TMPDIR": str(self.path / "tmp")} | (
            later(self.days) if self.days else {})

    def run(self, *words, deadline=30):
        return run([CUTROOM, *words], cwd=self.ws, env=self.environment(), deadline=deadline)

    def must(self, *words, codes=(0,)):
        answer = self.run(*words)
        if answer.code not in codes:
            raise RuntimeError(f"cutroom {' '.join(words)}: {answer}")
        return answer

    def project_name(self):
        """The project's id, which may have been changed; the other one where it was copied."""
        names = [name for name in (OTHER, PROJECT) if (self.project.parent / name).is_dir()]
        return names[0] if names else None

    def bystanders(self):
        """Everything beside the workspace, with times."""
        return tree(self.path, times=True, without=("ws",))

    # What the scenes are made of.

    def write(self, name, value):
        path = self.ws / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value if isinstance(value, str) else json.dumps(value))

    def items(self, number):
        value = {"items": [{"id": name, "n": number} for name in ("a", "b")]}
        self.write(f"public/projects/{PROJECT}/list.json", value)

    def notes(self, text):
        self.write(f"public/projects/{PROJECT}/notes.txt", text + "\n")

    def workspace(self, pipeline=PIPELINE):
        self.must("init", ".")
        self.write("pipeline.json", pipeline)
        return self

    def made(self, pipeline=PIPELINE):
        self.workspace(pipeline).must("new", "Trial", "--id", PROJECT)
        self.notes("notes 0")
        self.items(0)
        return self

    def done(self, backups=0, pipeline=PIPELINE):
        """A project that is fresh, its documents with so many backups."""
        self.made(pipeline).must("run", PROJECT)
        for number in range(1, backups + 1):
            self.notes(f"notes {number}")
            self.items(number)
            self.must("run", PROJECT)
        return self


# MARK: What a workspace says

def value(path):
    """A document without its envelope; of anything else, or of bad JSON, the digest."""
    data = path.read_bytes()
    if path.suffix == ".json":
        try:
            document = json.loads(data)
        except ValueError:
            return "unreadable " + hashlib.sha256(data).hexdigest()
        if isinstance(document, dict):
            for name in ENVELOPE:
                document.pop(name, None)
            if path.name == "metadata.json":  # recovery from a half-done rename completes it
                document.pop("projectId", None)
            if document.get("metadata") == {}:
                document.pop("metadata")
        return document
    return hashlib.sha256(data).hexdigest()


def archived(path):
    """What an archive holds of a user's, each entry's checksum compared; one that is cut says so."""
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                data = archive.read(name)
                if name.startswith("project/") and not name.startswith(("project/.cutroom/",
                                                                         "project/logs/")):
                    found[name] = hashlib.sha256(data).hexdigest()
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        return f"no whole archive: {error}"
    return found


def live(place):
    """{path: value} of what a user would look at: no logs, backups, engine state."""
    found = {}
    if (place.ws / ARCHIVE).exists():
        found[ARCHIVE] = archived(place.ws / ARCHIVE)
    for name in ["pipeline.json"]:
        if (place.ws / name).exists():
            found[name] = value(place.ws / name)
    top = place.ws / "public/projects"
    for name, entry in walk(top, "public/projects/") if top.is_dir() else []:
        parts = name.split("/")
        if ".cutroom" in parts or "logs" in parts[3:4] or ASIDE.search(name):
            continue
        if entry.is_file() and not parts[-1].startswith(".ct-"):
            found[name] = value(pathlib.Path(entry.path))
        elif len(parts) == 3 and entry.is_dir():
            found[name] = "a project"
    return found


def kept(place):
    """Digests of the bytes of every file of the workspace."""
    found = set()
    for _, entry in walk(place.ws):
        if entry.is_file(follow_symlinks=False):
            with open(entry.path, "rb") as file:
                found.add(hashlib.sha256(file.read()).hexdigest())
    return found


def passing(place):
    """What only exists while a command is at work."""
    return sorted(name for name, _ in walk(place.ws) if PASSING.search(name))


# MARK: A scene

class Scene:
    """An operation and what is allowed after it was disturbed.

    words: the command. again: the command to type then (the same where None; or a function of the
    place), and the codes it may end with. whole: all files change together or none. returns: whether `again` leads to the state
    after the operation. loses: whether the operation means to remove old bytes.
    """

    def __init__(self, name, make, words, again=None, codes=(0,), whole=False, returns=True,
                 loses=False, levels=(0, 1, 3), finish=None, wrong=()):
        self.name, self.make, self.words = name, make, words
        self.again, self.codes, self.whole = again or words, codes, whole
        self.returns, self.loses, self.levels = returns, loses, levels
        self.finish, self.wrong = finish, set(wrong)

    def next_words(self, place):
        return self.again(place) if callable(self.again) else self.again

    def prepared(self, base, level):
        return Prepared(self, base, level)


class Prepared:
    """A scene with its pattern workspace, and what an undisturbed run makes of it."""

    def __init__(self, scene, base, level):
        self.scene, self.level, self.label = scene, level, f"{scene.name}/{level}"
        self.pattern = Place(base / f"{scene.name}-{level}").make()
        scene.make(self.pattern, level)
        self.before = live(self.pattern)
        self.bytes = kept_bytes(self.pattern)
        self.around = self.pattern.bystanders()
        trial = self.pattern.copy(base / f"{scene.name}-{level}-clean")
        try:
            answer = trial.run(*scene.words)
            if answer.code not in scene.codes:
                raise RuntimeError(f"{self.label}: undisturbed: {answer}")
            self.after = live(trial)
            self.findings = findings(trial)
        finally:
            trial.remove()

    # The checks; each returns the faults it found.

    def halfway(self, place):
        """Right after the disturbance, with nothing mended: I1, I3, I4."""
        now = live(place)
        faults = self.strange(now) + self.outside(place)
        if not self.scene.loses:
            here = kept(place)
            faults += [f"I3: the old bytes of {name} are gone" for name, digest in
                       self.bytes.items() if digest not in here]
        return faults

    def strange(self, now):
        both = (self.before, self.after)
        if self.scene.whole:
            return [] if now in both else ["I1: neither the old nor the new state: " + ", ".join(
                n for n in sorted(now.keys() | self.before.keys() | self.after.keys())
                if not now.get(n) == self.before.get(n) == self.after.get(n))]
        return [f"I1: {name} is neither old nor new: {str(now.get(name))[:80]}"
                for name in sorted(now.keys() | self.before.keys() | self.after.keys())
                if all(now.get(name) != state.get(name) for state in both)]

    def outside(self, place):
        now = place.bystanders()
        return [f"I4: {name} outside the workspace changed" for name in
                sorted(now.keys() | self.around.keys()) if now.get(name) != self.around.get(name)
                # Folders of the trial's own, whose times change by making the copy.
                and name not in ("home", "tmp") or name not in now or name not in self.around]

    def settled(self, place, answer, is_light=False):
        """After one more command: everything."""
        if answer.code is None:
            return ["I8: the next command hangs"]
        faults = self.outside(place)
        if answer.code not in self.scene.codes:
            faults.append(f"the next command: {answer}")
        now = live(place)
        if self.scene.returns and answer.code in self.scene.codes:
            faults += [f"I1: after recovery {name} is not the new version: {str(now.get(name))[:80]}"
                       for name in sorted(now.keys() | self.after.keys())
                       if now.get(name) != self.after.get(name)]
        else:
            faults += self.strange(now)
        faults += [f"I5: left over: {name}" for name in passing(place)]
        if not self.scene.loses:
            here = kept(place)
            faults += [f"I3: the old bytes of {name} are gone" for name, digest in
                       self.bytes.items() if digest not in here]
        if not is_light:
            faults += self.looks_well(place)
        # `looks_well` has asked already whether all is fresh.
        if self.scene.finish and (is_light or self.scene.finish is not acknowledged):
            faults += self.scene.finish(self, place)
        return faults

    def looks_well(self, place):
        name = place.project_name()
        if name is None:
            return []
        faults = []
        now = findings(place)
        if now != self.findings and not (now is not None and self.allows(now)):
            faults.append(f"I6: validate says {now}, undisturbed {self.findings}")
        check = ["--check"] if self.scene.finish is acknowledged else []
        status = place.run("status", name, "--json", *check)
        if status.code == 3 and check:
            faults.append(f"not fresh in the end: {status.output[-300:]}")
        elif status.code != 0:
            faults.append(f"I6: status: {status}")
        elif status.json()["lock"] is not None:
            faults.append("I5: the lock is held")
        with_index = place.run("plan", name, "--json")
        index = place.ws / "public/projects" / name / ".cutroom/index"
        if index.exists():
            index.unlink()
        without = place.run("plan", name, "--json")
        if (with_index.code, with_index.output) != (without.code, without.output):
            faults.append("I7: the plan differs with and without the index")
        return faults

    def allows(self, found):
        return not self.scene.returns and found <= (self.findings or set()) | self.scene.wrong


def kept_bytes(place):
    """{path: digest} of the live files of a workspace, as bytes."""
    return {name: hashlib.sha256((place.ws / name).read_bytes()).hexdigest()
            for name in live(place) if (place.ws / name).is_file()}


def findings(place):
    """(rule, path) of what validate finds; None where it finds no project."""
    if (name := place.project_name()) is None:
        return None
    answer = place.run("validate", name, "--json")
    if answer.code not in (0, 4):
        return {("validate", str(answer))}
    return {(f["rule"], f["path"]) for f in answer.json()["findings"]}


# MARK: The scenes

def sample(kind, version="1.0"):
    return json.loads((ROOT / f"Tests/Samples/{version}/{kind}.json").read_text())


def edit(place, text="by hand"):
    place.write(f"public/projects/{PROJECT}/docs/a.json", {"id": "a", "n": text})


def changed(place, level):
    place.done(level)
    place.notes("changed")
    place.items("changed")


def choosing(place, level):
    place.workspace(CHOOSING).must("new", "Trial", "--id", PROJECT)
    document = sample("discovered-topics")
    for number in range(level + 1):
        document["topics"][0]["title"] = f"Title {number}"
        place.write(f"public/projects/{PROJECT}/found.json", document)
        place.must("run", PROJECT, codes=(0, 6))


def first_topic():
    return sample("discovered-topics")["topics"][0]["id"]


def old_version(place, level):
    place.done(level)
    for kind, name in [("metadata", "metadata.json"), ("discovered-topics",
                       "topics/discovered.json"), ("tags", "scripts/tags.json")]:
        document = sample(kind, "0.9")
        if kind == "metadata":
            document["projectId"] = PROJECT
        place.write(f"public/projects/{PROJECT}/{name}", document)
        for number in range(1, level + 1):
            document["note"] = f"backup {number}"
            place.write(f"public/projects/{PROJECT}/{name}.backup.{number}", document)


def old_workspace(place, level):
    old_version(place, level)
    pipeline = {"version": "0.9", "timestamp": "2026-01-01T00:00:00.000Z"} | {
        name: PIPELINE[name] for name in ("settings", "stages")}
    place.write("pipeline.json", pipeline)


def damaged(place, level):
    """An output is missing, one unreadable; a record of the journal is bad, the last one torn."""
    place.done(level)
    (place.project / "docs/a.json").unlink()
    (place.project / "docs/b.json").write_bytes(b'{"id": "b", ')
    journal = place.project / ".cutroom/journal.jsonl"
    lines = journal.read_bytes().split(b"\n")
    lines[2] = lines[2][:40] + b"#" + lines[2][41:]
    journal.write_bytes(b"\n".join(lines) + lines[1][:50])


def much_journal(place, level):
    """The next run's end compacts the journal."""
    place.done(level)
    journal = place.project / ".cutroom/journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    failed = [line for line in lines if b'"type":"run-started"' in line][0]
    journal.write_bytes(b"".join(lines) + failed * 1200)
    place.notes("changed")
    place.items("changed")


def ten_days_later(place, level):
    """What was kept is kept long enough: superseded bytes and objects go at the end of a run."""
    place.done(level)
    place.days = 10
    place.notes("changed")
    place.items("changed")


def deleted(place, level):
    place.done(level).must("delete", PROJECT)


def comes_back(prepared, place):
    """After `delete` the project is in the trash, whole."""
    answer = place.run("undelete", PROJECT)
    if answer.code != 0:
        return [f"I2: undelete: {answer}"]
    found = live(place)
    return [] if found == prepared.before else ["I2: the undeleted project is not the old one"]


def acknowledged(prepared, place):
    """A document that was restored is what its backup was."""
    answer = place.run("status", PROJECT, "--check", "--json")
    return [] if answer.code == 0 else [f"not fresh in the end: {answer.output[-300:]}"]


def document(name):
    return f"docs/{name}.json"


def scenes():
    run_words = ["run", PROJECT, "--progress", "jsonl"]
    found = [
        Scene("init", lambda place, level: None, ["init", "."], levels=(0,)),
        Scene("new", lambda place, level: place.workspace(), ["new", "Trial", "--id", PROJECT],
              codes=(0, 2), whole=True, levels=(0,)),
        Scene("run-first", lambda place, level: place.made(), run_words, levels=(0,),
              finish=acknowledged),
        Scene("run-again", changed, run_words, finish=acknowledged),
        Scene("restore", lambda place, level: place.done(level),
              ["backup", "restore", PROJECT, document("a"), "1"],
              again=["repair", PROJECT], returns=False, levels=(1, 3),
              wrong=[("document-modified", document("a"))]),
        Scene("restore-recorded", lambda place, level: (place.done(level), edit(place)),
              ["backup", "restore", PROJECT, document("a"), "--recorded"]),
        Scene("migrate", old_version, ["migrate", PROJECT]),
        Scene("migrate-all", old_workspace, ["migrate", "--all"]),
        Scene("repair", damaged, ["repair", PROJECT]),
        Scene("delete", lambda place, level: place.done(level), ["delete", PROJECT], codes=(0, 2),
              whole=True, finish=comes_back),
        Scene("undelete", deleted, ["undelete", PROJECT], codes=(0, 2), whole=True),
        Scene("select", choosing, ["select", PROJECT, first_topic()]),
        Scene("accept", lambda place, level: (place.done(level), edit(place)),
              ["accept", PROJECT, "doc/a", "--reason", "better"]),
        Scene("prune", lambda place, level: place.done(level),
              ["backup", "prune", PROJECT, "--days", "0"], loses=True, levels=(1, 3)),
        Scene("compact", much_journal, run_words, levels=(1,), finish=acknowledged),
        Scene("clean-up", ten_days_later, run_words, loses=True, levels=(1, 3), finish=acknowledged),
    ]
    return found + of_project_life()


def other_is_itself(prepared, place):
    """What recovery leaves under the new id says that id."""
    path = place.ws / "public/projects" / OTHER / "metadata.json"
    if not path.exists():
        return [f"I1: there is no {OTHER}"]
    said = json.loads(path.read_bytes())["projectId"]
    return [] if said == OTHER else [f"I1: {OTHER} says that it is {said}"]


def comes_out(prepared, place):
    """What was archived can be imported, and is the project."""
    answer = place.run("import", ARCHIVE, "--id", OTHER)
    if answer.code != 0:
        return [f"I2: import: {answer}"]
    found, top = live(place), "public/projects/"
    return [f"I2: {name} came out of the archive as another" for name, said in found.items()
            if name.startswith(f"{top}{PROJECT}/")
            and found.get(name.replace(f"{top}{PROJECT}/", f"{top}{OTHER}/", 1)) != said]


def packed(place, level):
    place.done(level).must("archive", PROJECT, ARCHIVE)


def packed_before(place, level):
    """There is an archive of an older state, to be replaced."""
    packed(place, level)
    place.notes("changed")
    place.must("run", PROJECT)


def half_renamed(place):
    """Once the folder has its new name, any command for the project goes on."""
    there = (place.ws / "public/projects" / OTHER).is_dir()
    return ["repair", OTHER] if there else ["rename", PROJECT, OTHER]


def of_project_life():
    return [
        Scene("rename", lambda place, level: place.done(level), ["rename", PROJECT, OTHER],
              again=half_renamed, whole=True, finish=other_is_itself),
        Scene("copy", lambda place, level: place.done(level), ["copy", PROJECT, OTHER],
              codes=(0, 2), whole=True, finish=other_is_itself),
        Scene("undelete-as", deleted, ["undelete", PROJECT, "--id", OTHER], codes=(0, 2),
              whole=True, levels=(0,), finish=other_is_itself),
        Scene("archive", lambda place, level: place.done(level), ["archive", PROJECT, ARCHIVE],
              codes=(0, 2), whole=True, levels=(1,), finish=comes_out),
        Scene("archive-over", packed_before, ["archive", PROJECT, ARCHIVE, "--force"], whole=True,
              loses=True, levels=(1,), finish=comes_out),
        Scene("import", packed, ["import", ARCHIVE, "--id", OTHER], codes=(0, 2), whole=True,
              levels=(0,), finish=other_is_itself),
    ]
