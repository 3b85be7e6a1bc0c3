"""The injector: builds inject.c with gcc where that is needed, runs commands under it.

    outcome = inject([CUTROOM, "new", "T"], under=[workspace], at=7, kill="all", cwd=workspace)
    outcome.hits, outcome.call, outcome.path, outcome.code, outcome.hung, outcome.calls
"""
import errno, hashlib, json, os, pathlib, platform, shutil, subprocess, tempfile
from faults import ROOT, not_run

HERE = pathlib.Path(__file__).resolve().parent


def built(source, *options):
    """The program or library made of a C file, made anew only where the file is another."""
    if shutil.which("gcc") is None:
        not_run("gcc missing")
    digest = hashlib.sha256((HERE / source).read_bytes()).hexdigest()[:16]
    path = ROOT / ".build/faults" / f"{pathlib.Path(source).stem}-{digest}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        words = ["gcc", "-O2", "-Wall", "-Wextra", *options, "-o", new, HERE / source]
        subprocess.run(words, check=True)
        new.rename(path)
    return path


def program():
    """The injector's path; ends the test with `not run` where this machine cannot have one."""
    if platform.machine() != "x86_64":
        not_run(f"the injector knows x86_64 only, this is {platform.machine()}")
    return built("inject.c")


def later(days):
    """What to add to an environment so that a program's wall clock is so many days ahead."""
    library = built("clock.c", "-shared", "-fPIC")
    return {"LD_PRELOAD": str(library), "FAULTS_CLOCK_SHIFT": str(days * 86400)}


def jumping(file):
    """What to add to an environment so that a program's wall clock is off by the seconds in a file."""
    library = built("clock.c", "-shared", "-fPIC")
    return {"LD_PRELOAD": str(library), "FAULTS_CLOCK_FILE": str(file)}


class Outcome:
    """What came of a command: the injector's report, exit code or signal, output and errors."""

    def __init__(self, report, output, errors, log):
        self.calls, self.hits = report["calls"], report["hits"]
        self.call, self.path, self.hung = report["call"], report["path"], report["hung"]
        self.signal, self.doing = report["signal"], report["doing"]
        self.code = None if self.hung else -self.signal if self.signal else report["exit"]
        self.output, self.errors, self.log = output, errors, log

    def said(self):
        return self.errors.decode(errors="replace").strip()

    def __str__(self):
        how = f"hung ({self.doing})" if self.hung else f"signal {self.signal}" if self.signal else f"exit {self.code}"
        return f"{how}: {self.said()[-400:]}"


def inject(words, under=(), calls="change", only=None, at=0, every=0, kill=None, error=None,
           short=False, alone=False, log=False, deadline=30, cwd=None, env=None):
    """Run a command under the injector. `error` is an errno's name, `kill` is "all" or "first"."""
    with tempfile.TemporaryDirectory(prefix="inject-", dir="/dev/shm") as notes:
        options = ["--calls", calls, "--report", f"{notes}/report", "--deadline", deadline,
                   "--at", at, "--every", every]
        for folder in under:
            options += ["--under", folder]
        options += ["--only", ",".join(only)] if only else []
        options += ["--kill", kill] if kill else []
        options += ["--errno", getattr(errno, error)] if error else []
        options += ["--short"] if short else []
        options += ["--alone"] if alone else []
        options += ["--log", f"{notes}/log"] if log else []
        command = [str(word) for word in [program(), *options, "--", *words]]
        answer = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL,
                                capture_output=True)
        try:
            report = json.loads(pathlib.Path(f"{notes}/report").read_text())
        except OSError:
            raise RuntimeError(f"the injector failed: {answer.stderr.decode(errors='replace')}")
        lines = pathlib.Path(f"{notes}/log").read_text(errors="replace") if log else ""
        entries = [line.split(" ", 3) for line in lines.splitlines()]
        return Outcome(report, answer.stdout, answer.stderr,
                       [(name, path) for _, _, name, path in entries])
