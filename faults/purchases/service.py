"""A speech service on loopback that counts what it sells, and can be held at a point of its work.

`POST /v1/audio/speech` answers at once, `POST /jobs` takes the work on under a name that
`GET /jobs/<name>` tells the state of. One that honours idempotency keys sells once for each key.
"""
import json, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: Where a request can be held: before it is charged for, after, with half of the answer sent; a job
#: while it is taken on, and while it is looked at.
POINTS = ("before", "after", "middle", "taken", "looked")


class Service:
    def __init__(self, audio, honours_keys):
        self.audio, self.honours_keys = audio, honours_keys
        self.lock = threading.Lock()
        self.sold, self.keys, self.jobs, self.requests = {}, {}, {}, 0
        self.point, self.skip = None, 0
        #: The words of what is held, and its job.
        self.held = self.held_job = None
        #: The status of the next look at a job.
        self.next_look = None
        self.reached, self.go_on = threading.Event(), threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                service.post(self, json.loads(self.rfile.read(length)))

            def do_GET(self):
                service.get(self)

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_):
                """Clients are killed here: a connection that breaks is no error."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.go_on.set()
        self.server.shutdown()
        self.server.server_close()

    def hold(self, point, skip=0):
        """Hold the next request but `skip` at a point, until `release`."""
        with self.lock:
            self.point, self.skip, self.held, self.held_job = point, skip, None, None
            self.reached.clear()
            self.go_on.clear()

    def release(self):
        with self.lock:
            self.point = None
        self.go_on.set()

    def twice(self):
        """What was sold more than once."""
        with self.lock:
            return {text for text, count in self.sold.items() if count > 1}

    def count(self):
        with self.lock:
            return sum(self.sold.values())

    def _pass(self, point, text, job=None):
        with self.lock:
            if self.point != point:
                return
            if self.skip:
                self.skip -= 1
                return
            self.point, self.held, self.held_job = None, text, job
        self.reached.set()
        self.go_on.wait(60)

    def sell(self, text, key):
        with self.lock:
            if self.honours_keys and key in self.keys:
                return
            self.keys[key] = text
            self.sold[text] = self.sold.get(text, 0) + 1

    def post(self, handler, body):
        with self.lock:
            self.requests += 1
            number = self.requests
        key, text = handler.headers.get("Idempotency-Key"), body["input"]
        if handler.path == "/jobs":
            # A key names the job that it began, as services with jobs do.
            name = key if self.honours_keys else f"job-{number}"
            with self.lock:
                self.jobs[name] = text
            self.sell(text, key)
            self._pass("taken", text)
            return self.answer(handler, 202, json.dumps({"job": name}).encode())
        self._pass("before", text)
        self.sell(text, key)
        self._pass("after", text)
        self.answer(handler, 200, self.audio, "audio/mpeg", held=text)

    def get(self, handler):
        with self.lock:
            self.requests += 1
            job = handler.path.rsplit("/", 1)[-1]
            text = self.jobs.get(job)
            status, self.next_look = self.next_look, None
        if text is None:
            return self.answer(handler, 404, b'{"error": {"message": "no such job"}}')
        self._pass("looked", text, job)
        if status is not None:
            return self.answer(handler, status, b'{"error": {"message": "not now"}}')
        self.answer(handler, 200, self.audio, "audio/mpeg")

    def answer(self, handler, status, body, kind="application/json", held=None):
        try:
            handler.send_response(status)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if held is not None:
                handler.wfile.write(body[:len(body) // 2])
                handler.wfile.flush()
                self._pass("middle", held)
                body = body[len(body) // 2:]
            handler.wfile.write(body)
            handler.wfile.flush()
        except OSError:
            pass
