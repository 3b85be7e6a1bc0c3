"""What commands and workers used, and what is wrong with their answers."""
import json, os, pathlib, signal, subprocess, threading
from faults import CUTROOM
from worker import Session

MEDIA = str(pathlib.Path(CUTROOM).resolve().with_name("cutroom-media"))
SECONDS, MEMORY = 5.0, 512 << 20
#: Commands at work, in sessions of their own.
running = set()
#: The kernel looks at limits once a second, and a worker has its own start to pay for.
SLACK = 1.0


class Cost:
    """What a command or worker used: the processor time of all of it, the memory of its largest."""

    def __init__(self, seconds, memory):
        self.seconds, self.memory = seconds, memory

    def is_too_much(self):
        return self.seconds > SECONDS + SLACK or self.memory > MEMORY

    def __str__(self):
        return f"{self.seconds:.1f} s, {self.memory >> 20} MB"


def measured(words, cwd, env, disturb=None):
    """(exit code, output, errors, cost); `disturb` is called with the process id, in a thread."""
    with open(cwd / "out", "w+b") as out, open(cwd / "err", "w+b") as err:
        child = subprocess.Popen([str(word) for word in words], cwd=cwd, env=env, stdin=subprocess.DEVNULL,
                                 stdout=out, stderr=err, start_new_session=True)
        thread = disturb and threading.Thread(target=disturb, args=[child.pid])
        running.add(child.pid)
        watch = threading.Timer(600, os.killpg, [child.pid, signal.SIGKILL])
        watch.start()
        if thread:
            thread.start()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        running.discard(child.pid)
        watch.cancel()
        if thread:
            thread.join()
        out.seek(0)
        err.seek(0)
        cost = Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10)
        return child.returncode, out.read(), err.read(), cost


def faults_of(names, code, output):
    """What is wrong with an answer: it must be whole, in order, with an entry for each file."""
    if code not in (0, 1):
        return [f"cutroom ended with {code}"]
    try:
        files = json.loads(output)["files"]
    except (ValueError, KeyError) as error:
        return [f"no JSON: {error}"]
    found = [file.get("path") for file in files]
    if found != names:
        return [f"{len(found)} answers to {len(names)} files, or not in their order"]
    faults = [f"{file['path']}: {str(file)[:200]}" for file in files if not is_answer(file)]
    has_failed = any("error" in file or is_undecoded(file) for file in files)
    return faults + ([f"exit code {code}"] if code != int(has_failed) else [])


def is_undecoded(file):
    return any(warning["code"] == "not-decoded" for warning in file.get("cutroom", {}).get("warnings", []))


def is_answer(file):
    error = file.get("error")
    if error is not None:
        return "cutroom" not in file and bool(error.get("code")) and bool(error.get("message"))
    return all(part in file for part in ("format", "streams", "cutroom"))


def in_session(bench, kind, folder, names, judge=True, deadline=20):
    session = Session(MEDIA, kind, folder, deadline=deadline)
    for name in names:
        answer = session.answer(folder / name)
        code = answer.get("error", {}).get("code")
        ok = ("answer" in answer) != ("error" in answer) and code != "bad-request"
        if judge:
            bench.test.case(ok, f"{kind} {name}: {str(answer)[:200]}")
    session.close()
    for path, code, ending in session.endings if judge else []:
        bench.note_lost(folder, f"{kind} {path.name}: {code} ({ending})", path.name)
    return session, Cost(session.seconds, session.memory)
