"""A cutroom workspace with one `foreach` stage over many small files."""
import json, os, threading

from measure import fill, timed
from peers import copying


class Cutroom:
    """The project `bench` of a workspace of its own, told as the peers are."""
    name = "cutroom"
    remedies = []

    def __init__(self, folder, program, count, jobs, step=copying):
        self.folder, self.project = folder, folder / "public/projects/bench"
        self.environment = os.environ | {"CUTROOM_WORKSPACE": str(folder)}
        (folder / "public/projects").mkdir(parents=True)
        stage = {"id": "copy", "foreach": {"glob": "inputs/*.txt"},
                 "run": step("${item.path}", "${output}"),
                 "outputs": ["out/${item.stem}.txt"], "pool": "cpu"}
        settings = {"pools": {"cpu": jobs, "net": 1}}
        pipeline = {"kind": "pipeline", "version": "1.0", "stages": [stage], "settings": settings}
        (folder / "pipeline.json").write_text(json.dumps(pipeline))
        self.run = [program, "run", "bench", "--jobs", str(jobs), "--progress", "plain"]
        self.command, self.resume = self.run, [program, "resume", "bench", *self.run[3:]]
        self.outputs = self.project / "out"
        self.status = [program, "status", "bench", "--json"]
        self.time([program, "new", "Bench", "--id", "bench"])
        fill(self.project / "inputs", count)

    @property
    def made(self):
        """How many outputs there are."""
        return len(os.listdir(self.outputs))

    def forget_survey(self):
        """Has the next command look at each item, as after any change."""
        (self.project / ".cutroom/survey").unlink(missing_ok=True)

    def time(self, command, of_every_item=False):
        if of_every_item:
            self.forget_survey()
        return timed(command, self.folder, self.environment)


class Asking(threading.Thread):
    """Asks for the status again and again until told to stop."""

    def __init__(self, cutroom):
        super().__init__()
        self.cutroom, self.answers, self.done = cutroom, [], threading.Event()

    def run(self):
        while not self.done.wait(0.3):
            self.answers.append(self.cutroom.time(self.cutroom.status))

    def stop(self):
        """The seconds that each answer took, the shortest first."""
        self.done.set()
        self.join()
        return sorted(self.answers)
