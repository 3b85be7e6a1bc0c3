"""Other engines that make one file out of each of many, each engine in a folder of its own.

What Debian does not package comes from the Python package index, into environments of its own
under bench/.cache, once.
"""
import functools, json, os, pathlib, shutil, subprocess, sys

from measure import fill

CACHE = pathlib.Path(__file__).resolve().parents[1] / ".cache"


def installed(name, package):
    """(program, None), or (None, reason) where it cannot be had here."""
    return environment(name, package, CACHE / name / "bin" / name)


def library(name):
    """(Python that can import the package, None), or (None, reason) where it cannot be had here."""
    home = CACHE / name
    found = next(home.glob(f"lib/python*/site-packages/{name}"), home / "nothing")
    program, reason = environment(name, name, found)
    return (str(home / "bin/python"), None) if program else (None, reason)


@functools.cache
def environment(name, package, program):
    """(program, None) once `package` is installed for it, or (None, reason)."""
    if not program.exists():
        shutil.rmtree(CACHE / name, ignore_errors=True)
        pip = [str(CACHE / name / "bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
        for command in ([sys.executable, "-m", "venv", str(CACHE / name)], [*pip, package]):
            try:
                answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True,
                                        timeout=600)
            except subprocess.TimeoutExpired:
                return None, f"{package} could not be installed in ten minutes"
            if answer.returncode != 0:
                words = (answer.stderr or answer.stdout).decode(errors="replace").strip()
                return None, (words.splitlines() or ["not installed"])[-1][:120]
    return str(program), None


def copying(source, target):
    """The words of a step that copies a file."""
    return ["cp", source, target]


class Peer:
    """An engine on `count` files; a subclass says how it is told what to do.

    `step` gives the words of the program that makes a target out of a source.
    """
    name = package = None
    environment = None
    # What a person does where the engine does not go on after a crash.
    remedies = []

    @classmethod
    def found(cls):
        if cls.package is None:
            program = shutil.which(cls.name)
            return (program, None) if program else (None, f"{cls.name} is not installed")
        return installed(cls.name, cls.package)

    @classmethod
    def missing(cls):
        """Why it cannot be run here; None where it can."""
        return cls.found()[1]

    def __init__(self, folder, count, jobs, step=copying):
        self.folder, self.count, self.jobs, self.step = folder, count, jobs, step
        self.program = self.found()[0]
        fill(folder / "inputs", count)
        (folder / "out").mkdir()
        self.prepare()

    @property
    def resume(self):
        """What is typed after a crash."""
        return self.command

    @property
    def outputs(self):
        return self.folder / "out"

    def shell(self, source, target):
        return " ".join(self.step(source, target))

    @property
    def names(self):
        return [f"{n:06}" for n in range(self.count)]

    def write(self, name, text):
        (self.folder / name).write_text(text)


class Ninja(Peer):
    name = "ninja"
    remedies = [["rm", "-f", ".ninja_log", ".ninja_deps"]]

    def prepare(self):
        lines = ["rule copy", f"  command = {self.shell('$in', '$out')}", ""]
        lines += [f"build out/{name}.txt: copy inputs/{name}.txt" for name in self.names]
        self.write("build.ninja", "\n".join(lines) + "\n")
        self.command = [self.program, "--quiet", "-j", str(self.jobs)]


class Doit(Peer):
    name = package = "doit"
    remedies = [["sh", "-c", "rm -f .doit.db*"]]

    def prepare(self):
        self.write("dodo.py", f"""
STEP = {self.step("SOURCE", "TARGET")!r}

def task_copy():
    for n in range({self.count}):
        paths = {{"SOURCE": f"inputs/{{n:06}}.txt", "TARGET": f"out/{{n:06}}.txt"}}
        yield {{"name": str(n), "actions": [[paths.get(word, word) for word in STEP]],
               "file_dep": [paths["SOURCE"]], "targets": [paths["TARGET"]]}}
""")
        self.command = [self.program, "-n", str(self.jobs), "-v", "0"]


class Snakemake(Peer):
    name = package = "snakemake"

    def prepare(self):
        self.write("Snakefile", f"""
rule all:
    input: [f"out/{{n:06}}.txt" for n in range({self.count})]

rule copy:
    input: "inputs/{{name}}.txt"
    output: "out/{{name}}.txt"
    shell: "{self.shell("{input}", "{output}")}"
""")
        self.command = [self.program, "--cores", str(self.jobs), "--quiet", "all"]
        self.remedies = [[self.program, "--unlock"]]

    @property
    def resume(self):
        return [*self.command, "--rerun-incomplete"]


class DVC(Peer):
    name = package = "dvc"
    environment = os.environ | {"DVC_NO_ANALYTICS": "1"}
    remedies = [["rm", "-f", ".dvc/tmp/lock", ".dvc/tmp/rwlock"]]

    def prepare(self):
        stage = {"foreach": self.names,
                 "do": {"cmd": self.shell("inputs/${item}.txt", "out/${item}.txt"),
                        "deps": ["inputs/${item}.txt"], "outs": ["out/${item}.txt"]}}
        subprocess.run([self.program, "init", "--no-scm", "--quiet"], cwd=self.folder, check=True,
                       env=self.environment, stdin=subprocess.DEVNULL)
        self.write("dvc.yaml", json.dumps({"stages": {"copy": stage}}))
        self.command = [self.program, "repro", "--quiet"]


class Task(Peer):
    name, package = "task", "go-task-bin"
    remedies = [["rm", "-rf", ".task"]]

    def prepare(self):
        # A task each: of one task Task refuses more than 1,000 calls.
        tasks = {name: {"cmds": [self.shell(f"inputs/{name}.txt", f"out/{name}.txt")],
                        "sources": [f"inputs/{name}.txt"], "generates": [f"out/{name}.txt"]}
                 for name in self.names}
        tasks["default"] = {"deps": self.names}
        self.write("Taskfile.yml", json.dumps({"version": "3", "tasks": tasks}))
        self.command = [self.program, "--silent", "--concurrency", str(self.jobs)]


ALL = [Ninja, Doit, Snakemake, DVC, Task]
