"""A workspace whose narration buys its lines from a service on loopback, and what must hold of it."""
import json, os, pathlib, re, shutil, signal, subprocess, sys, time
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import killing
from faults import CUTROOM
from service import Service

HERE = pathlib.Path(__file__).resolve().parent
PROJECTS = (killing.PROJECT, "other")
NARRATION = ("--stage", "narration")
ENTRY = re.compile(r"[0-9a-f]{64}")
LINES = " ".join(f"The {word} field is green today." for word in
                 "first second third fourth fifth sixth seventh eighth".split())


def environment(workspace):
    return os.environ | {"CUTROOM_WORKSPACE": str(workspace), "SPEECH_KEY": "k" * 20}


def make_template(base):
    """A workspace with two projects of the same lines that have everything before the narration."""
    template = killing.prepare(CUTROOM, base)
    feed = template / "feeds/tiny.xml"
    feed.write_text(feed.read_text().replace(
        "Green grass drinks the rain. Yellow flowers open in the sun.", LINES))
    edit_pipeline(template, lambda pipeline: stage(pipeline, "script")["with"].update(targetSeconds=40))
    killing.must(killing.Run(CUTROOM, template, "new", "Tiny", "--id", PROJECTS[1]), "cutroom new")
    for project in PROJECTS:
        killing.must(killing.Run(CUTROOM, template, "run", project, "--until", "tags"), "the template")
    audio = base / "line.mp3"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=330:duration=0.8", "-c:a",
                    "libmp3lame", "-b:a", "64k", str(audio)], check=True, stdin=subprocess.DEVNULL)
    return template, audio.read_bytes()


def stage(pipeline, name):
    return next(stage for stage in pipeline["stages"] if stage["id"] == name)


def edit_pipeline(workspace, change):
    place = workspace / "pipeline.json"
    pipeline = json.loads(place.read_text())
    change(pipeline)
    place.write_text(json.dumps(pipeline, indent=2))


class Ended:
    """How a command ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err
        try:
            self.json = json.loads(out)
        except ValueError:
            self.json = {}

    @property
    def undecided(self):
        """The items that wait because nobody can tell whether they were bought."""
        return {entry["item"] for entry in self.json.get("awaiting", [])
                if any(reason["cause"] == "purchase-undecided" for reason in entry["reasons"])}

    def __str__(self):
        return f"exit {self.code}: {self.out[-300:]} {self.err[-400:]}"


class Desk:
    def __init__(self, template, audio, honours_keys, by_jobs, is_deaf=False):
        self.honours_keys, self.by_jobs = honours_keys, by_jobs
        self.service = Service(audio, honours_keys)
        self.workspace = killing.fresh_copy(template, template.parent)
        provider = (
            {"run": [sys.executable, str(HERE / "jobs.py"), self.service.url]
             + (["--deaf"] if is_deaf else [])} if by_jobs else
            {"uses": "openai", "baseURL": f"{self.service.url}/v1", "keyEnv": "SPEECH_KEY",
             "allowPrivateHosts": True})
        provider |= {"idempotent": honours_keys, "price": {"perRequest": 0.01}}

        def change(pipeline):
            pipeline["settings"]["providers"] = {"voices": provider}
            pipeline["settings"]["pools"] = {"cpu": 2, "net": 1}
            narration = stage(pipeline, "narration")
            narration["with"] = {"provider": "voices", "model": "tts-1", "voice": "alloy"}
            narration["retries"] = 0

        edit_pipeline(self.workspace, change)
        self.faults = []

    def close(self):
        self.service.close()
        shutil.rmtree(self.workspace, ignore_errors=True)

    def expect(self, is_so, what):
        if not is_so:
            self.faults.append(what)
        return is_so

    # Running

    def start(self, *words, project=PROJECTS[0]):
        return subprocess.Popen(
            [CUTROOM, "run", project, *NARRATION, *words, "--json"], cwd=self.workspace,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, env=environment(self.workspace))

    @staticmethod
    def end(process):
        out, err = process.communicate(timeout=120)
        return Ended(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))

    def run(self, *words, project=PROJECTS[0]):
        return self.end(self.start(*words, project=project))

    def start_until(self, point, skip=0, project=PROJECTS[0]):
        """A run that is held at the point; how it ended where it did without coming there."""
        self.service.hold(point, skip)
        process = self.start(project=project)
        while not self.service.reached.wait(0.01):
            if process.poll() is not None:
                self.service.release()
                return None, self.end(process)
        if point == "looked":
            self.wait_for_job(project)
        return process, None

    def wait_for_job(self, project):
        """A program looks at once; before its job's name is in the journal it is only taken on."""
        journal = self.workspace / "public/projects" / project / ".cutroom/journal.jsonl"
        start = time.monotonic()
        while json.dumps(self.service.held_job) not in journal.read_text():
            if time.monotonic() - start > 20:
                raise RuntimeError("the job never came into the journal")
            time.sleep(0.005)

    def kill(self, process, whole):
        """SIGKILL for the engine alone, or for its group: what it started must end with it."""
        if whole:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        self.service.release()

    # Looking

    def script(self, project=PROJECTS[0]):
        folder = self.workspace / "public/projects" / project / "scripts"
        return next(path for path in sorted(folder.glob("*.json"))
                    if "segments" in json.loads(path.read_text())
                    and "role" in json.loads(path.read_text())["segments"][0])

    def texts(self, project=PROJECTS[0]):
        """The words of each line."""
        segments = json.loads(self.script(project).read_text())["segments"]
        return {segment["id"]: segment["text"] for segment in segments}

    def kept(self):
        """The words of all lines that are in the cache."""
        found, folder = set(), self.workspace / "cache/tts"
        for entry in folder.iterdir() if folder.exists() else ():
            if ENTRY.fullmatch(entry.name):
                metadata = json.loads((entry / "metadata.json").read_text())
                found.add(metadata["about"]["request"]["text"])
        return found

    def spoken(self, project=PROJECTS[0]):
        audio = self.workspace / "public/projects" / project / "assets/audio"
        return {path.stem for path in audio.glob("*.mp3")} if audio.exists() else set()

    def ledger(self):
        """(requests, those without an answer) as `cutroom limits` has them."""
        answer = subprocess.run([CUTROOM, "limits", "--json"], cwd=self.workspace, text=True,
                                capture_output=True, env=environment(self.workspace))
        uses = json.loads(answer.stdout)["providers"]
        return sum(use["requests"] for use in uses), sum(use["unanswered"] for use in uses)

    # Judging

    def judge(self, ended, project=PROJECTS[0], may_wait=True):
        """What must hold of a run that came to its end; the words of the lines that wait."""
        texts = self.texts(project)
        waiting = {texts.get(item, item) for item in ended.undecided}
        self.expect(ended.code == (6 if waiting else 0), f"waits for {len(waiting)}, and {ended}")
        self.expect(not waiting or may_wait, f"waits without need: {waiting}")
        self.expect(not waiting & self.kept(), f"waits for what is kept: {waiting & self.kept()}")
        lost = set(self.service.sold) & set(texts.values()) - waiting - self.kept()
        self.expect(not lost, f"sold, and lost without a word: {lost}")
        return waiting

    def finish(self, project=PROJECTS[0], may_wait=True, asked=()):
        """Runs to the end, then with `--resubmit` where lines wait, then once more for nothing.

        `asked` are the words that a person had asked for again before.
        """
        waiting = self.judge(self.run(project=project), project, may_wait)
        unasked = self.service.twice() - set(asked)
        self.expect(not unasked, f"sold twice, unasked: {unasked}")
        if waiting:
            before = self.service.count()
            ended = self.run("--resubmit", project=project)
            self.expect(ended.code == 0, f"--resubmit: {ended}")
            bought = self.service.count() - before
            self.expect(bought == len(waiting), f"{bought} were sold for {len(waiting)} that waited")
        requests = self.service.requests
        ended = self.run(project=project)
        self.expect(ended.code == 0, f"the last run: {ended}")
        self.expect(self.service.requests == requests, "asked again for what is there")
        missing = set(self.texts(project)) - self.spoken(project)
        self.expect(not missing, f"not spoken: {missing}")
        return waiting

    def balance(self, is_exact=True):
        """The ledger has what the service sold, and no question is left open."""
        requests, unanswered = self.ledger()
        self.expect(unanswered == 0, f"{unanswered} in the ledger are without an answer for ever")
        sold = self.service.count()
        self.expect(requests == sold if is_exact else requests >= sold,
                    f"the ledger has {requests}, the service sold {sold}")
