"""Times and memory of whole programs, and what a bare child process costs."""
import collections, os, pathlib, shutil, statistics, subprocess, sys, threading, time

Cost = collections.namedtuple("Cost", "seconds megabytes")


def fail(command, code, errors):
    words = " ".join(map(str, command))
    sys.exit(f"bench: {words} ended with {code}:\n" + errors.decode(errors="replace")[-2000:])


def timed(command, cwd, environment=None, limit=None):
    """Seconds a command takes; None where it takes more than `limit`. Ends the bench if it fails."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          start_new_session=True) as process:
        try:
            errors = process.communicate(timeout=limit)[1]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return None
    if process.returncode != 0:
        fail(command, process.returncode, errors)
    return time.perf_counter() - started


def weighed(command, cwd, environment=None):
    """The same with the most memory that the command held at once, its children apart."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        fail(command, process.returncode, errors)
    return Cost(seconds, usage.ru_maxrss / 1024)


def medians(actions, times=15):
    """The median seconds of each action, the actions taking turns after a warm round."""
    for action in actions:
        action()
    rounds = [[action() for action in actions] for _ in range(times)]
    return [statistics.median(column) for column in zip(*rounds)]


def fill(folder, count):
    """Makes `count` small files, none like another."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(f"file {number}\n" * 20)


def child_cost(target, inputs, jobs, most=1000):
    """Seconds one `cp` takes when `jobs` run side by side: what no engine can save."""
    target = pathlib.Path(target)
    target.mkdir()
    sources = sorted(pathlib.Path(inputs).iterdir())[:most]

    def work(part):
        for source in part:
            words = ["cp", str(source), str(target / source.name)]
            os.waitpid(os.posix_spawn(shutil.which("cp"), words, os.environ), 0)

    started = time.perf_counter()
    threads = [threading.Thread(target=work, args=(sources[n::jobs],)) for n in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.perf_counter() - started) / len(sources)
