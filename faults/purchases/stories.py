"""What happens to a purchase besides SIGKILL; each story is a function of a desk and a random source."""
import json, signal, time
from desk import PROJECTS, Desk

HERE_POINTS = {False: ("before", "after", "middle"), True: ("taken", "looked")}
#: Seconds that a run may take that was told twice to stop.
AT_ONCE = 4


def held(desk, chance):
    """A run that is held at some point of a purchase, and that point."""
    point = chance.choice(HERE_POINTS[desk.by_jobs])
    process, ended = desk.start_until(point, skip=chance.randrange(2))
    desk.expect(process is not None, f"never came to {point}: {ended}")
    return process, point


def one_ctrl_c(desk, chance):
    """What is on its way is waited for and kept, and nothing more is sent."""
    process, point = held(desk, chance)
    if process is None:
        return
    text, before = desk.service.held, set(desk.service.sold)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    desk.expect(process.poll() is None, f"did not wait for the answer at {point}")
    desk.service.release()
    ended = desk.end(process)
    desk.expect(ended.code == 130, f"after a Ctrl-C at {point}: {ended}")
    desk.expect(text in desk.kept(), f"the answer that came after a Ctrl-C at {point} is lost")
    more = set(desk.service.sold) - before - {text}
    desk.expect(not more, f"sent after a Ctrl-C: {more}")
    desk.finish(may_wait=False)
    desk.balance()


def two_ctrl_c(desk, chance):
    """The run ends at once and properly; what was on its way is as after a kill."""
    process, point = held(desk, chance)
    if process is None:
        return
    process.send_signal(signal.SIGINT)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    ended = desk.end(process)
    took = time.monotonic() - start
    desk.service.release()
    desk.expect(took < AT_ONCE, f"took {took:.1f} s to end after two Ctrl-C at {point}")
    desk.expect(ended.code == 130 and ended.json.get("outcome") == "interrupted",
                f"did not come to its end after two Ctrl-C at {point}: {ended}")
    desk.finish(may_wait=not desk.honours_keys and point != "looked")
    desk.balance()


def another_project(desk, chance):
    """Killed in one project; another one of the workspace wants the same line."""
    process, point = held(desk, chance)
    if process is None:
        return
    desk.kill(process, whole=chance.random() < 0.5)
    may_wait = not desk.honours_keys
    waiting = desk.judge(desk.run(project=PROJECTS[1]), PROJECTS[1], may_wait)
    desk.expect(not desk.service.twice(), f"sold twice for two projects: {desk.service.twice()}")
    desk.expect(len(waiting) == may_wait, f"{len(waiting)} lines wait after a kill at {point}")
    if point == "looked":
        # Only the first project knows the job: it gets the line, and the other one finds it.
        desk.finish(may_wait=False)
        desk.finish(PROJECTS[1], may_wait=False)
    else:
        asked = desk.finish(PROJECTS[1], may_wait)
        desk.finish(may_wait=False, asked=asked)
    desk.balance()


def edit_and_edit_back(desk, chance):
    """Killed while one text is bought; another is bought in its place, then the first comes back."""
    process, point = held(desk, chance)
    if process is None:
        return
    text = desk.service.held
    desk.kill(process, whole=chance.random() < 0.5)
    script = desk.script()
    original = script.read_text()
    script.write_text(original.replace(json.dumps(text)[1:-1], "Something else was written here."))
    desk.expect(script.read_text() != original, "the text was not found")
    desk.judge(desk.run(), may_wait=False)
    script.write_text(original)
    waiting = desk.finish(may_wait=not desk.honours_keys and point != "looked")
    if not desk.honours_keys and point != "looked":
        desk.expect(waiting == {text}, f"what waits after an edit back is {waiting}")
    desk.balance()


def broken_look(desk, chance):
    """A look at a job that brings a refused key, or a line that is none: it is looked for again."""
    desk.service.next_look = chance.choice([401, 418, 500])
    ended = desk.run()
    desk.expect(ended.code in (0, 1), f"after a look that failed: {ended}")
    desk.finish(may_wait=False)
    desk.balance()


#: (story, whether by jobs)
STORIES = [(one_ctrl_c, False), (one_ctrl_c, True), (two_ctrl_c, False), (two_ctrl_c, True),
           (another_project, False), (another_project, True), (edit_and_edit_back, False),
           (edit_and_edit_back, True), (broken_look, True)]


def tell(template, audio, story, by_jobs, honours_keys, chance):
    """What was wrong with one telling."""
    is_deaf = story is two_ctrl_c and by_jobs and chance.random() < 0.5
    desk = Desk(template, audio, honours_keys, by_jobs, is_deaf)
    try:
        story(desk, chance)
    except Exception as error:
        desk.faults.append(f"{type(error).__name__}: {error}")
    finally:
        desk.close()
    return desk.faults
