#!/usr/bin/env python3
"""Kill cutroom at random moments of a run, resume once, and count what went wrong.

Each trial works on a fresh copy of examples/tiny in a temporary folder: `cutroom run` is started
in a session of its own and killed with SIGKILL at a random moment, either the whole session or
the engine's process alone. Then one `cutroom resume` must end with exit code 0 and a fresh
project. The test passes when nothing committed was executed again, no partial file was accepted,
no other step was needed and nothing was left over. A trial's number and the seed repeat it.
"""
import argparse, collections, hashlib, json, os, pathlib, random, re, shutil, signal
import subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT = "tiny"
FAULTS = ("committed items executed again", "partial files accepted", "manual steps", "leftovers")
TEMPORARY = re.compile(r"^\.ct-|\.part$|\.tmp($|\.)|\.corrupt-")
HASHED = re.compile(r"^assets/(?:images|videos)/([0-9a-f]{64})\.(?!metadata\.json$)[^/]+$")
MEDIA = (".mp4", ".mp3", ".ogg", ".wav")


class Run:
    """A cutroom process in a session of its own, its events going to a file."""

    def __init__(self, cutroom, workspace, *arguments):
        self.events_file = tempfile.TemporaryFile("w+b")
        self.errors_file = tempfile.TemporaryFile("w+b")
        environment = os.environ | {"CUTROOM_WORKSPACE": str(workspace)}
        self.process = subprocess.Popen(
            [cutroom, *arguments], cwd=workspace, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=self.events_file, stderr=self.errors_file)

    def finish(self, timeout=120):
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            kill_session(self.process.pid)
            self.process.wait()
            return "no end after %d s" % timeout

    def output(self):
        self.events_file.seek(0)
        return self.events_file.read()

    def errors(self):
        self.errors_file.seek(0)
        return self.errors_file.read().decode(errors="replace").strip()

    def items(self, name):
        """(stage, item) of each event of a name; a line cut by the kill is no event."""
        found = []
        for line in self.output().split(b"\n"):
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and event.get("event") == name:
                found.append((event.get("stage"), event.get("item")))
        return found


def stat_fields(pid):
    """The fields of /proc/<pid>/stat after the name; None where the process is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text[text.rindex(")") + 2:].split()


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def is_alive(fields, session):
    return fields and fields[0] != "Z" and int(fields[3]) == session


def kill_session(session):
    """SIGKILL every process of a session until none is left that is not a zombie."""
    while True:
        alive = [pid for pid in processes() if is_alive(stat_fields(pid), session)]
        if not alive:
            return
        for pid in alive:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.001)


def survivors(workspace, sessions):
    """Processes that carry CUTROOM_RUN and belong to this workspace or to a killed session."""
    found, place = [], os.fsencode(str(workspace))
    for pid in processes():
        fields = stat_fields(pid)
        if not fields or fields[0] == "Z":
            continue
        try:
            environment = pathlib.Path(f"/proc/{pid}/environ").read_bytes()
            command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
            folder = os.fsencode(os.readlink(f"/proc/{pid}/cwd"))
        except OSError:
            continue
        ours = place in environment or place in command or place in folder
        if b"CUTROOM_RUN=" in environment and (ours or int(fields[3]) in sessions):
            words = command.replace(bytes(1), b" ").decode(errors="replace")
            found.append(f"process {pid}: {words[:80]}")
    return found


def journalled(workspace):
    """(stage, item) of the journal's `produced` and `committed` records, whole lines only."""
    found = set()
    try:
        lines = (project(workspace) / ".cutroom/journal.jsonl").read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return found
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if record.get("type") in ("produced", "committed"):
            found.add((record.get("stage"), record.get("item")))
    return found


def project(workspace):
    return workspace / "public/projects" / PROJECT


def value(path):
    """What a file says: a document without its envelope, else its bytes' digest."""
    if path.suffix == ".json":
        document = json.loads(path.read_bytes())
        if isinstance(document, dict):
            for name in ("version", "kind", "createdAt"):
                document.pop(name, None)
        return document
    return digest(path)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def visible(workspace):
    """The files of a project that are results: no logs, backups or engine state."""
    top = project(workspace)
    paths = (p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file())
    return {p for p in paths if not p.startswith((".cutroom/", "logs/")) and ".backup." not in p}


def duration(path):
    answer = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of",
                             "csv=p=0", str(path)], capture_output=True, text=True)
    return float(answer.stdout) if answer.returncode == 0 and answer.stdout.strip() else None


def decodes(path):
    answer = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-xerror", "-i", str(path), "-f",
                             "null", "-"], capture_output=True, text=True)
    return answer.returncode == 0 and not answer.stderr.strip()


def partial(workspace, reference):
    """Files of the project that are not what a clean run makes."""
    bad, here = [], visible(workspace)
    bad += [f"missing: {path}" for path in sorted(reference["files"].keys() - here)]
    for path in sorted(here & reference["files"].keys()):
        file = project(workspace) / path
        try:
            found = value(file)
        except ValueError as error:
            bad.append(f"unreadable: {path}: {error}")
            continue
        if found == reference["files"][path]:
            continue
        if path.endswith(MEDIA):  # encoders may differ in bytes; the content may not
            if not decodes(file) or duration(file) != reference["durations"].get(path):
                bad.append(f"damaged: {path}")
        elif path not in reference["varying"]:
            bad.append(f"differs: {path}")
    for path in here:
        name = HASHED.match(path)
        if name and digest(project(workspace) / path) != name[1]:
            bad.append(f"not what its name says: {path}")
    return bad


def leftovers(workspace, reference, sessions):
    found = [f"unknown file: {p}" for p in sorted(visible(workspace) - reference["files"].keys())]
    for path in workspace.rglob("*"):
        if path.is_file() and TEMPORARY.search(path.name):
            found.append(f"temporary: {path.relative_to(workspace)}")
    attempts = workspace / ".cutroom" / PROJECT / "attempts"
    if attempts.is_dir():
        files = (path for path in attempts.rglob("*") if path.is_file())
        found += [f"attempt: {path.relative_to(workspace)}" for path in files]
    return found + survivors(workspace, sessions)


def fresh_copy(template, base):
    workspace = pathlib.Path(tempfile.mkdtemp(prefix="trial-", dir=base))
    shutil.copytree(template, workspace, dirs_exist_ok=True, symlinks=True)
    return workspace


def must(run, what):
    code = run.finish()
    if code != 0:
        sys.exit(f"kill-test: {what} ended with {code}:\n{run.errors()}")
    return run


def prepare(cutroom, base):
    """A workspace with its library and an empty project, the pattern of all trials."""
    template = base / "template"
    shutil.copytree(ROOT / "examples/tiny", template)
    for name in ("cache", "logs", ".cutroom"):
        shutil.rmtree(template / name, ignore_errors=True)
    shutil.rmtree(template / "public/projects", ignore_errors=True)
    (template / "public/projects").mkdir(parents=True)
    subprocess.run([template / "make-library.sh"], check=True, stdin=subprocess.DEVNULL)
    must(Run(cutroom, template, "new", "Tiny", "--id", PROJECT), "cutroom new")
    return template


def clean_runs(cutroom, template, base):
    """Two undisturbed runs: how long one takes, what it leaves, and what differs between two."""
    results = []
    for _ in range(2):
        workspace, started = fresh_copy(template, base), time.monotonic()
        run = must(Run(cutroom, workspace, "run", PROJECT, "--progress", "jsonl"), "the clean run")
        results.append((time.monotonic() - started, workspace, len(run.items("item-committed"))))
    (first, one, items), (second, two, _) = results
    files = {p: value(project(one) / p) for p in visible(one)}
    varying = {p for p in files if p in visible(two) and value(project(two) / p) != files[p]}
    reference = {
        "seconds": min(first, second), "files": files, "varying": varying, "items": items,
        "durations": {p: duration(project(one) / p) for p in files if p.endswith(MEDIA)},
    }
    for _, workspace, _ in results:
        shutil.rmtree(workspace)
    return reference


def interrupted(cutroom, template, base, mode, moment):
    """Start a run and kill it at `moment`; None where it was faster than that."""
    workspace = fresh_copy(template, base)
    run = Run(cutroom, workspace, "run", PROJECT, "--progress", "jsonl")
    try:
        run.process.wait(moment)
        shutil.rmtree(workspace)
        return None
    except subprocess.TimeoutExpired:
        pass
    if mode == "session":
        kill_session(run.process.pid)
    else:
        os.kill(run.process.pid, signal.SIGKILL)
    run.process.wait()
    return workspace, run


def judge(cutroom, workspace, killed, reference):
    """Resume once and collect the faults of each kind."""
    done = set(killed.items("item-committed")) | journalled(workspace)
    resume = Run(cutroom, workspace, "resume", PROJECT, "--progress", "jsonl")
    code = resume.finish()
    faults = {name: [] for name in FAULTS}
    started = collections.Counter(resume.items("item-started"))
    faults[FAULTS[0]] += [f"{stage}/{item}" for stage, item in started if (stage, item) in done]
    faults[FAULTS[0]] += [f"{s}/{i} {n} times" for (s, i), n in started.items() if n > 1]
    if code != 0:
        faults[FAULTS[2]].append(f"resume ended with {code}: {resume.errors()[-400:]}")
    else:
        status = Run(cutroom, workspace, "status", PROJECT, "--check", "--json")
        if (answer := status.finish()) != 0:
            faults[FAULTS[2]].append(f"status --check ended with {answer} after resume")
        faults[FAULTS[1]] += partial(workspace, reference)
        again = Run(cutroom, workspace, "run", PROJECT, "--progress", "jsonl")
        again.finish()
        faults[FAULTS[0]] += [f"{s}/{i} by a later run" for s, i in again.items("item-started")]
    sessions = {killed.process.pid, resume.process.pid}
    faults[FAULTS[3]] += leftovers(workspace, reference, sessions)
    return faults, len(done), len(started)


def trial(options, template, base, reference, number, mode):
    """One kill and its resume: (line about it, items done before, faults, the workspace)."""
    chance = random.Random(f"{options.seed}/{number}")
    state = None
    while state is None:
        moment = chance.uniform(0, reference["seconds"])
        state = interrupted(options.cutroom, template, base, mode, moment)
    workspace, killed = state
    faults, done, executed = judge(options.cutroom, workspace, killed, reference)
    line = (f"{number:4} {mode:7} at {moment:5.2f} s: {done:3} done before, {executed:3} executed"
            f" by resume")
    return line, done, faults, workspace


def modes(options):
    """(number, mode) of each trial that is wanted."""
    all_modes = ["session"] * options.session + ["engine"] * options.engine
    return [(number, mode) for number, mode in enumerate(all_modes, start=1)
            if not options.trial or number == options.trial]


def trials(options, template, base, reference):
    totals, failed, saved = collections.Counter(), 0, 0
    for number, mode in modes(options):
        line, done, faults, workspace = trial(options, template, base, reference, number, mode)
        saved += done
        totals.update({name: len(found) for name, found in faults.items()})
        bad = any(faults.values())
        failed += bad
        print(f"{line}{'' if not bad else '   FAULTY'}", flush=True)
        for name, found in faults.items():
            for text in found:
                print(f"       {name}: {text}")
        if bad and options.keep:
            print(f"       kept: {workspace}")
        else:
            shutil.rmtree(workspace, ignore_errors=True)
    return totals, failed, saved


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--session", type=int, default=100, help="kills of the whole session")
    parser.add_argument("--engine", type=int, default=100, help="kills of the engine alone")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--trial", type=int, help="repeat only this trial")
    parser.add_argument("--keep", action="store_true", help="keep the workspaces of faulty trials")
    parser.add_argument("--cutroom", default=str(ROOT / ".build/release/cutroom"))
    options = parser.parse_args()
    if not os.access(options.cutroom, os.X_OK):
        sys.exit(f"kill-test: {options.cutroom} is missing; run: make build")
    options.cutroom = os.path.abspath(options.cutroom)

    base, started = pathlib.Path(tempfile.mkdtemp(prefix="cutroom-kill-")), time.monotonic()
    try:
        template = prepare(options.cutroom, base)
        reference = clean_runs(options.cutroom, template, base)
        print(f"seed {options.seed}; a clean run commits {reference['items']} items in"
              f" {reference['seconds']:.2f} s", flush=True)
        if reference["varying"]:
            print("differ between two clean runs:", ", ".join(sorted(reference["varying"])))
        totals, failed, saved = trials(options, template, base, reference)
    finally:
        if not options.keep:
            shutil.rmtree(base, ignore_errors=True)
    count = 1 if options.trial else options.session + options.engine
    print(f"\n{count} kills in {time.monotonic() - started:.0f} s, {failed} faulty;"
          f" {saved} items were done before the kills")
    for name in FAULTS:
        print(f"{totals[name]:6} {name}")
    if saved == 0 and count > 4:
        print("kill-test: no kill came after a committed item, nothing was tested")
        return 1
    return 1 if any(totals[name] for name in FAULTS) else 0


if __name__ == "__main__":
    sys.exit(main())
