"""Runs that are killed one after the other at one point, until nothing is left to buy."""
import random
from desk import PROJECTS, Desk, NARRATION, environment
from faults import CUTROOM, SEED
from inject import inject

#: (point, whether by jobs). `insert` is between the first and the last call that puts an answer into
#: the cache.
POINTS = [("before", False), ("after", False), ("middle", False), ("taken", True), ("looked", True),
          ("insert", False), ("insert", True)]
#: Kills of one chain.
LONGEST = 12


class Chain:
    """One workspace whose runs are killed at a point, and judged in the end."""

    def __init__(self, template, audio, kind, number):
        self.point, by_jobs, honours_keys = kind
        self.random = random.Random(f"{SEED} {kind} {number}")
        self.desk = Desk(template, audio, honours_keys, by_jobs)
        #: Kills at the point, those elsewhere, and of the former those that came after the answer had
        #: its name in the cache.
        self.hits = self.misses = self.late = 0

    def run(self):
        try:
            for _ in range(LONGEST):
                if not self.kill() or self.desk.faults:
                    break
                twice = self.desk.service.twice()
                self.desk.expect(not twice, f"sold twice after a kill: {twice}")
            # Who has a job asks for it, and who honours keys is asked again: nobody waits then.
            may_wait = not self.desk.honours_keys and self.point != "looked"
            self.desk.finish(may_wait=may_wait)
            self.desk.balance(is_exact=self.point != "insert")
        except Exception as error:
            self.desk.faults.append(f"{type(error).__name__}: {error}")
        finally:
            self.desk.close()
        return self.desk.faults

    def kill(self):
        """Whether a run was killed, and did not come to its end before."""
        return self.kill_in_insert() if self.point == "insert" else self.kill_at_point()

    def kill_at_point(self):
        process, ended = self.desk.start_until(self.point, skip=self.random.randrange(2))
        if process is None:
            self.desk.judge(ended)
            return False
        self.desk.kill(process, whole=self.random.random() < 0.5)
        self.hits += 1
        return True

    def kill_in_insert(self):
        cache = self.desk.workspace / "cache"
        kept = self.desk.kept()
        outcome = inject([CUTROOM, "run", PROJECTS[0], *NARRATION, "--json"],
                         under=[cache / ".cutroom/building", cache / "tts"], alone=True, log=True,
                         at=self.random.randint(2, 17), kill=self.random.choice(["all", "first"]),
                         cwd=self.desk.workspace, env=environment(self.desk.workspace))
        if outcome.hits == 0:
            self.desk.expect(outcome.code in (0, 6), f"a run that nobody killed: {outcome}")
            return False
        if not is_in_insert(outcome, cache):
            self.misses += 1
        else:
            self.hits += 1
            self.late += self.desk.kept() != kept
        return True


def is_in_insert(outcome, cache):
    """Whether what was hit is a call that keeps a bought answer: results are kept there too."""
    if outcome.path.startswith(f"{cache}/tts/"):
        return True
    building = f"{cache}/.cutroom/building/"
    if not outcome.path.startswith(building):
        return False
    folder = building + outcome.path[len(building):].split("/")[0]
    calls = [call for call, path in [*outcome.log, (outcome.call, outcome.path)]
             if path.startswith(f"{folder}/")]
    # A file that was bought is moved in, and nobody else's is.
    return bool(calls) and calls[0] in ("linkat", "renameat2")
