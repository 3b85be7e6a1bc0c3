"""A worker of cutroom-media without cutroom: what it answers, and what it used."""
import array, json, os, select, signal, socket, time

REQUESTS = {
    "probe": ("probe", {"deep": False, "deadlineMs": 3000}),
    "verify": ("probe", {"everything": True, "deadlineMs": 3000}),
    "first frames": ("probe", {"everything": False, "deadlineMs": 3000}),
    "decoded-audio": ("probe", {"deadlineMs": 3000}),
    "thumbnail": ("make", {"timeUs": 500_000, "largest": {"width": 320, "height": 320}}),
    "waveform": ("make", {"size": {"width": 400, "height": 100}}),
    "encode-audio": ("make", {"channels": 2, "quality": 5}),
    "contact-sheet": ("make", {"durationUs": 1_000_000, "columns": 3, "rows": 3,
                               "cell": {"width": 160, "height": 120}}),
    "spectrogram": ("make", {"size": {"width": 400, "height": 160}}),
}
NAMES = {"first frames": "verify"}
PAYLOAD = 128 << 10


class Worker:
    def __init__(self, program, mode, environment=()):
        self.near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        actions = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in range(3)]
        self.pid = os.posix_spawn(
            program, [program, mode], {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1", **dict(environment)},
            file_actions=actions + [(os.POSIX_SPAWN_DUP2, far.fileno(), 3)], setsid=True)
        far.close()

    def ask(self, kind, files, deadline):
        """The answer, or a failure of the worker itself as cutroom would name it."""
        body = {"request": NAMES.get(kind, kind), "body": REQUESTS[kind][1]}
        self.near.sendmsg([b"\0" + json.dumps(body).encode()],
                          [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))])
        until, message = time.monotonic() + deadline, b""
        while True:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.near], [], [], left)[0]:
                return {"error": {"code": "timeout", "message": f"no answer within {deadline} s"}}
            try:
                packet = self.near.recv(PAYLOAD + 1)
            except ConnectionResetError:
                packet = b""
            if not packet:
                return {"error": {"code": "ended", "message": "the worker ended"}}
            message += packet[1:]
            if not packet[0]:
                return json.loads(message)

    def end(self, by_force=False):
        """How it ended, and the rusage of it and its forks."""
        if by_force:
            os.killpg(self.pid, signal.SIGKILL)
        self.near.close()
        _, status, usage = os.wait4(self.pid, 0)
        return os.waitstatus_to_exitcode(status), usage


class Session:
    """One file after another through workers of one kind; each worker's use is noted.

    As in cutroom: one that dies or hangs is replaced, and its file has an answer all the same.
    """

    def __init__(self, program, kind, scratch, environment=(), deadline=20):
        self.program, self.kind, self.environment = program, kind, environment
        self.deadline, self.output = deadline, scratch / f"output-{os.getpid()}"
        self.worker, self.endings, self.seconds, self.memory = None, [], 0.0, 0

    def begin(self):
        if self.worker is None:
            self.worker = Worker(self.program, REQUESTS[self.kind][0], self.environment)

    def answer(self, path):
        self.begin()
        files = [os.open(path, os.O_RDONLY)]
        try:
            if REQUESTS[self.kind][0] == "make":
                files.append(os.open(self.output, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
            answer = self.worker.ask(self.kind, files, self.deadline)
        finally:
            for file in files:
                os.close(file)
        code = answer.get("error", {}).get("code")
        if code in ("timeout", "ended"):
            ending = self.close(by_force=code == "timeout")
            answer["error"]["message"] += f" ({ending})"
            self.endings.append((path, code, ending))
        return answer

    def close(self, by_force=False):
        if self.worker is None:
            return None
        code, usage = self.worker.end(by_force)
        self.worker = None
        self.seconds = max(self.seconds, usage.ru_utime + usage.ru_stime)
        self.memory = max(self.memory, usage.ru_maxrss << 10)
        return code
