"""What a test under faults/ needs: counting cases, building the result line, running cutroom.

    with Test("what it does") as test:
        test.case(ok, "what was found where it is not")
        test.control("a writer without fsync", failed=True)

At the end of the block the result is printed as one JSON line, and the program exits: 0 where no
case failed and every positive control failed as it must, else 1.
"""
import hashlib, json, os, pathlib, shutil, signal, stat, subprocess, sys, tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CUTROOM = os.environ.get("FAULTS_CUTROOM", str(ROOT / ".build/release/cutroom"))
FULL = os.environ.get("FAULTS_FULL") == "1"
QUICK = os.environ.get("FAULTS_QUICK") == "1"
SEED = int(os.environ.get("FAULTS_SEED", "20260718"))
JOBS = int(os.environ.get("FAULTS_JOBS", os.cpu_count() or 1))
NOT_RUN = 77
SHOWN = 200
#: Whether FULL=1 makes a difference here: else one result counts for both.
_has_sizes = False


# SIGTERM ends a test like Ctrl-C, so that it tidies up.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def size(small, large):
    """The quantity of this run: `small` by default, `large` with FULL=1."""
    global _has_sizes
    _has_sizes = True
    return large if FULL else small


def kept_folder(test):
    """`.build/faults/<test>`: what a test keeps from one run to the next, such as a corpus."""
    folder = ROOT / ".build/faults" / test
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def not_run(reason):
    """End here: this machine cannot run the test. Never counts as passed."""
    print(f"not run: {reason}", flush=True)
    sys.exit(NOT_RUN)


def need(*programs):
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        not_run(f"{', '.join(missing)} missing")


class Test:
    """Counts the cases of one test; several threads may count at once."""

    def __init__(self, what, name=None):
        self.name = name or pathlib.Path(sys.argv[0]).resolve().parent.name
        self.what, self.cases, self.failures = what, 0, 0
        self.controls, self.notes, self.started = {}, [], time.monotonic()
        self.lock = threading.Lock()

    def __enter__(self):
        return self

    def case(self, ok, message=""):
        """Count one case; a message of a failed one is shown, the first of them at least."""
        with self.lock:
            self.cases += 1
            if not ok:
                self.failures += 1
                if self.failures <= SHOWN:
                    print(f"FAILED {message}", flush=True)
                elif self.failures == SHOWN + 1:
                    print("FAILED … and more, not shown", flush=True)
        return ok

    def count(self, cases):
        """Count cases that passed."""
        with self.lock:
            self.cases += cases

    def control(self, name, failed):
        """A positive control: something known to be wrong, which the test must find wrong."""
        with self.lock:
            self.controls[name] = "fails" if failed else "PASSES"
            if not failed:
                print(f"FAILED the control '{name}' passed: the test proves nothing", flush=True)

    def note(self, text):
        with self.lock:
            self.notes.append(text)

    def say(self, text):
        print(text, flush=True)

    def __exit__(self, kind, error, trace):
        if kind is not None and issubclass(kind, (SystemExit, KeyboardInterrupt)):
            return False
        if kind is not None:
            import traceback
            traceback.print_exception(kind, error, trace)
            self.failures += 1
            self.notes.append(f"ended early: {kind.__name__}: {error}")
        passes = self.failures == 0 and "PASSES" not in self.controls.values() and self.cases > 0
        print(json.dumps({
            "test": self.name, "what": self.what, "cases": self.cases, "failures": self.failures,
            "controls": self.controls, "sized": _has_sizes,
            "seconds": round(time.monotonic() - self.started, 1),
            "notes": "; ".join(self.notes)}, ensure_ascii=False), flush=True)
        sys.exit(0 if passes else 1)


class Patience:
    """Tells a hang: a session that does nothing for `deadline` looks, or does not end in four times
    as many.

    Looks are a second of this process's own time apart: a machine that was paused, or has no time for
    anybody, makes nothing look like a hang.
    """
    MOST = 4

    def __init__(self, session, deadline):
        self.session, self.deadline = session, deadline
        self.used, self.idle, self.looks = None, 0, 0

    def processes(self):
        """(process, state, processor time) of the session's processes."""
        for entry in os.listdir("/proc"):
            try:
                with open(f"/proc/{int(entry)}/stat") as file:
                    parts = file.read().rsplit(")", 1)[1].split()
            except (OSError, ValueError, IndexError):
                continue
            if int(parts[3]) == self.session:
                yield int(entry), parts[0], int(parts[11]) + int(parts[12])

    def is_over(self):
        """To be asked once a second."""
        used = {pid: time for pid, _, time in self.processes()}
        self.idle = self.idle + 1 if used == self.used else 0
        self.used, self.looks = used, self.looks + 1
        return self.idle >= self.deadline or self.looks >= self.MOST * self.deadline

    def doing(self):
        found = []
        for pid, state, _ in self.processes():
            try:
                place = pathlib.Path(f"/proc/{pid}/wchan").read_text()
                call = pathlib.Path(f"/proc/{pid}/syscall").read_text().strip()
            except OSError:
                place = call = ""
            found.append(f"{pid} {state} {place} {call[:40]}")
        return "; ".join(found)


class Answer:
    """How a command ended: exit code (negative: the signal; None: it hung), output, errors."""

    def __init__(self, code, output, errors, seconds, doing=""):
        self.code, self.output, self.errors, self.seconds = code, output, errors, seconds
        self.doing = doing

    def json(self):
        return json.loads(self.output)

    def __str__(self):
        how = f"hung ({self.doing})" if self.code is None else f"exit {self.code}"
        return f"{how}: {self.errors.decode(errors='replace').strip()[-300:]}"


def environment(workspace):
    """The environment of a cutroom command: this workspace, no colour, nothing of the caller."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"CUTROOM_WORKSPACE": str(workspace), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


def run(words, cwd=None, env=None, deadline=60):
    """Run a command in a session of its own; one that does nothing for so many seconds is killed."""
    started = time.monotonic()
    child = subprocess.Popen([str(w) for w in words], cwd=cwd, env=env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             start_new_session=True)
    patience, doing = Patience(child.pid, deadline), None
    while True:
        try:
            output, errors = child.communicate(timeout=1)
            break
        except subprocess.TimeoutExpired:
            if patience.is_over():
                doing = patience.doing()
                os.killpg(child.pid, signal.SIGKILL)
                output, errors = child.communicate()
                break
    code = child.returncode if doing is None else None
    return Answer(code, output, errors, time.monotonic() - started, doing or "")


def cutroom(workspace, *words, deadline=60):
    """Run a cutroom command in a workspace."""
    return run([CUTROOM, *words], cwd=workspace, env=environment(workspace), deadline=deadline)


def scratch(prefix="cutroom-faults-", memory=False):
    """A fresh folder; with `memory` on tmpfs where there is one, for what needs no real disk."""
    base = "/dev/shm" if memory and os.access("/dev/shm", os.W_OK) else None
    return pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=base))


def walk(folder, prefix="", without=()):
    """(path seen from the folder, entry) of everything under it; a folder comes before what it holds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if prefix == "" and entry.name in without:
                continue
            yield prefix + entry.name, entry
            if entry.is_dir(follow_symlinks=False):
                yield from walk(entry.path, f"{prefix}{entry.name}/", without)


def tree(folder, times=False, without=()):
    """{path: (kind, mode, size or target, digest[, mtime])} of everything under a folder, but for
    the names `without` right in it."""
    found = {}
    for name, item in walk(folder, without=without):
        facts = item.stat(follow_symlinks=False)
        entry = (stat.S_IFMT(facts.st_mode), stat.S_IMODE(facts.st_mode))
        if stat.S_ISREG(facts.st_mode):
            with open(item.path, "rb") as file:
                entry += (hashlib.sha256(file.read()).hexdigest(),)
        elif stat.S_ISLNK(facts.st_mode):
            entry += (os.readlink(item.path),)
        if times:
            entry += (facts.st_mtime_ns,)
        found[name] = entry
    return found
