"""Trials of the scenes: one disturbance each, judged, in parallel."""
import itertools, json, multiprocessing, os, random, re, shutil
from faults import CUTROOM, JOBS, SEED, scratch
from inject import inject
from scenes import passing, scenes

# A quick look, for every change: so many trials, taken at random, instead of all.
SAMPLE = int(os.environ.get("FAULTS_SAMPLE", "0"))
# One more than processors: each waits for its command now and then.
WORKERS = int(os.environ.get("FAULTS_JOBS", JOBS + 1))
OF_A_MEMORY = re.compile(r"(^|/)\.cutroom/\.ct-")
_base = None
_prepared = []
_number = itertools.count()


class Trials:
    """Every scene at every level, ready; `over` judges many trials on all processors."""

    def __init__(self, only=()):
        self.only = only

    def __enter__(self):
        global _base, _prepared
        _base = scratch(memory=True)
        try:
            pairs = [(s, level) for s in scenes() for level in s.levels
                     if not self.only or s.name in self.only]
            _prepared = [scene.prepared(_base, level) for scene, level in pairs]
        except BaseException:
            shutil.rmtree(_base, ignore_errors=True)
            raise
        self.prepared = _prepared
        return self

    def __exit__(self, *_):
        shutil.rmtree(_base, ignore_errors=True)

    def over(self, judge, tasks):
        """Yield judge(prepared, *rest) for tasks (index, *rest), as they come."""
        global _judge
        _judge = judge
        tasks = list(tasks)
        if SAMPLE and len(tasks) > SAMPLE:
            tasks = random.Random(SEED).sample(tasks, SAMPLE)
        with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
            answers = pool.imap_unordered(_one, tasks, chunksize=4)
            for done, answer in enumerate(answers, 1):
                yield answer
                if done * 10 // len(tasks) > (done - 1) * 10 // len(tasks):
                    print(f"{done} of {len(tasks)}", flush=True)
            # Not ended by a signal: one that comes while a worker holds the queue holds up all.
            pool.close()
            pool.join()


def _one(task):
    index, *rest = task
    return _judge(_prepared[index], *rest)


def disturbed(prepared, place, words=None, **wishes):
    """Run a scene's command, or another one, under the injector."""
    return inject([CUTROOM, *(words or prepared.scene.words)], under=[place.ws], cwd=place.ws,
                  env=place.environment(), **wishes)


def fresh(prepared):
    return prepared.pattern.copy(_base / f"trial-{os.getpid()}-{next(_number)}")


def committed(output):
    """(stage, item) of what a run's events reported as committed: the acknowledged work."""
    return {(e["stage"], e["item"]) for e in events(output) if e["event"] == "item-committed"}


def started(output):
    return {(e["stage"], e["item"]) for e in events(output) if e["event"] == "item-started"}


def events(output):
    for line in output.split(b"\n"):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and "event" in event:
            yield event


def settle(prepared, place, acknowledged=frozenset(), is_light=False):
    """Type the next command, untouched, and check everything, or what costs no further commands."""
    answer = place.run(*prepared.scene.next_words(place))
    left = passing(place)
    is_refused = answer.code != 0 and answer.code in prepared.scene.codes
    if left and place.project_name() and (is_refused or all(map(OF_A_MEMORY.search, left))):
        # It wrote nothing, and left the sweeping to the next one that does. Of an index only who has
        # the lock can tell that its writer is dead.
        place.run("repair", place.project_name())
    faults = prepared.settled(place, answer, is_light)
    faults += [f"I2: {stage}/{item} was reported as committed and is executed again"
               for stage, item in acknowledged & started(answer.output)]
    return faults
