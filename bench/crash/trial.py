"""One crash of one engine, and what came of it."""
import collections, os, pathlib, re, signal, subprocess, sys, time

from writer import PAUSE, PIECES, made

WRITER = pathlib.Path(__file__).resolve().parent / "writer.py"
ITEM_SECONDS = PIECES * PAUSE
# A child that ended so shortly before the crash may be done again: nobody had time to hear of it.
GRACE = 0.5
LONGEST = 180

Note = collections.namedtuple("Note", "at word item pid place")
Outcome = collections.namedtuple("Outcome", "executed ideal partial manual orphans")


def step(notes):
    """The words of a step that writes slowly."""
    return lambda source, target: [sys.executable, "-SE", str(WRITER), source, target, str(notes)]


def read(notes):
    """What children noted; a line cut short by a kill is none."""
    if not notes.exists():
        return []
    found = re.findall(r"^([\d.]+) (\w+) (\S+) (\d+) (\S+)$", notes.read_text(), re.M)
    return [Note(float(at), word, item, int(pid), place) for at, word, item, pid, place in found]


def begun(notes):
    return sum(note.word == "begin" for note in read(notes))


def start(engine, command):
    return subprocess.Popen(command, cwd=engine.folder, env=engine.environment,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, start_new_session=True)


def alive(session):
    """The processes of a session that are no zombies."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            text = pathlib.Path(f"/proc/{name}/stat").read_text()
        except OSError:
            continue
        fields = text[text.rindex(")") + 2:].split()
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(name))
    return found


def kill_session(session):
    while pids := alive(session):
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.001)


def run(engine, command):
    """Runs a command to its end; True where it says that all is well."""
    process = start(engine, command)
    try:
        return process.wait(LONGEST) == 0
    except subprocess.TimeoutExpired:
        kill_session(process.pid)
        process.wait()
        return False


def crash(engine, notes, mode, number, delay):
    """Starts a run and kills it `delay` seconds after the child of that number began.

    Answers the session and the moment of death; None where the run had ended before.
    """
    process = start(engine, engine.command)
    deadline = time.monotonic() + LONGEST
    while begun(notes) < number:
        if process.poll() is not None or time.monotonic() > deadline:
            kill_session(process.pid)
            process.wait()
            return None
        time.sleep(0.002)
    try:
        process.wait(delay)
        return None
    except subprocess.TimeoutExpired:
        pass
    if mode == "session":
        kill_session(process.pid)
    else:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return process.pid, time.monotonic()


def go_on(engine):
    """Types what the engine wants typed: (whether all is well, steps beyond the one command)."""
    manual = 0
    if run(engine, engine.resume):
        return True, manual
    for remedy in engine.remedies:
        manual += 1
        subprocess.run(remedy, cwd=engine.folder, env=engine.environment, check=False,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        if run(engine, engine.resume):
            return True, manual
    return False, manual + 1


def expected(engine):
    """Name → what a whole run makes of it."""
    inputs = sorted((getattr(engine, "project", engine.folder) / "inputs").iterdir())
    return {path.name: "".join(made(path.read_text(), n) for n in range(PIECES))
            for path in inputs}


def unlike(engine, wanted):
    """The outputs that are not what a whole run makes."""
    bad = set()
    for name, text in wanted.items():
        path = engine.outputs / name
        if not path.is_file() or path.read_text() != text:
            bad.add(name)
    return bad


def judge(engine, notes, session, died):
    """Resumes after a crash and counts."""
    wanted = expected(engine)
    is_well, manual = go_on(engine)
    bad = unlike(engine, wanted) if is_well else set()
    ended = time.monotonic() + 10
    while alive(session) and time.monotonic() < ended:
        time.sleep(0.02)
    kill_session(session)
    if is_well:
        bad |= unlike(engine, wanted)

    log = read(notes)
    before = {note.pid for note in log if note.word == "begin" and note.at <= died}
    finished = {n.item for n in log if n.word == "end" and n.pid in before and n.at < died - GRACE}
    late = {n.item for n in log if n.word == "end" and died - GRACE <= n.at <= died}
    again = collections.Counter(n.item for n in log if n.word == "begin" and n.at > died)
    ideal = len([name for name in wanted
                 if name not in finished and (name not in late or name in again)])
    executed = sum(again.values())
    orphans = {n.pid for n in log if n.pid in before and n.word == "piece" and n.at > died + 0.02
               and pathlib.Path(n.place).parent == engine.outputs}
    return Outcome(executed, ideal, len(bad), manual, len(orphans))


def destroyed(engine, count):
    """Has a finished project's inputs go bad and runs again: the good outputs that are lost."""
    wanted = expected(engine)
    if not run(engine, engine.command) or unlike(engine, wanted):
        return None
    inputs = getattr(engine, "project", engine.folder) / "inputs"
    names = sorted(wanted)[:count]
    for name in names:
        (inputs / name).write_text("bad\n" + (inputs / name).read_text())
    run(engine, engine.command)
    return len(unlike(engine, {name: wanted[name] for name in names}))
