"""Web services on a loopback port for tests, in the words of the one that is played.

A script beside this one is a service: a subclass of Service with a method for each first part of a
path, then serve():

    class Shop(Service):
        def get_goods(self, rest):              # GET /goods/7?page=2: rest "7", self.query {"page": "2"}
            self.answer_json(200, {"id": rest})

        def post_orders(self, rest):            # self.body holds the bytes, self.json() what they say
            self.answer_json(201, self.json())

        def get_default(self, rest):            # whatever has no method of its own; rest is the path
            self.answer(404, b"no such page")

    serve(Shop)

The words behind the script's name are in Service.arguments; what must last longer than one request
goes into self.shop, a dict under self.lock. Whatever the service, the tests can queue answers that
stand before its own, and read every request that came: see LoopbackServer.swift.

Standard output tells the port, then "done" after each command; commands are lines of JSON on standard
input, and its end is the server's. Requests are written down as lines of JSON in descriptor 3.
"""

import http.server
import json
import os
import socket
import ssl
import sys
import threading
import time
import urllib.parse


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    arguments = []
    shop = {}
    lock = threading.RLock()
    queued = []  # Answers that stand before the service's own: dicts, see LoopbackServer.Answer.

    # Asking

    @property
    def authorization(self):
        """The token behind "Bearer", or an empty text."""
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token if kind == "Bearer" else ""

    def json(self):
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    # Answering

    def start(self, status, headers=None, length=None):
        """Sends the head of an answer; without a length its end is the connection's."""
        self.send_response(status)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, data, step=16384, pause=0):
        """Sends bytes of the body, at most `step` at a time."""
        for place in range(0, len(data), step):
            self.wfile.write(data[place:place + step])
            self.sent += len(data[place:place + step])
            if pause:
                time.sleep(pause)

    def answer(self, status, body=b"", headers=None):
        body = body.encode() if isinstance(body, str) else body
        self.start(status, headers, len(body))
        self.send(body)

    def answer_json(self, status, value, headers=None):
        body = json.dumps(value).encode()
        self.answer(status, body, {"Content-Type": "application/json", **(headers or {})})

    def redirect(self, target, status=302):
        self.answer(status, b"moved", {"Location": target})

    def answer_cut(self, body, missing, headers=None, status=200):
        """Promises `missing` more bytes than it sends."""
        self.start(status, headers, len(body) + missing)
        self.send(body)
        self.close_connection = True

    # The machinery

    def handle_any(self):
        address = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(address.query, keep_blank_values=True))
        self.sent = 0
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        number = note_request(self)
        try:
            queued = self.take_queued(address.path)
            if queued:
                self.answer_queued(queued)
            else:
                first, _, rest = address.path.lstrip("/").partition("/")
                verb = self.command.lower()
                method = getattr(self, f"{verb}_{first}", None)
                if method:
                    method(rest)
                else:
                    getattr(self, f"{verb}_default", self.answer_missing)(address.path)
        finally:
            note(number=number, sent=self.sent)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def answer_missing(self, _):
        self.answer(404, b"no such page")

    def take_queued(self, path):
        with self.lock:
            for place, queued in enumerate(self.queued):
                if path.startswith(queued["path"]):
                    queued["times"] -= 1
                    return self.queued.pop(place) if queued["times"] == 0 else queued
        return None

    def answer_queued(self, queued):
        body, headers = queued["body"].encode(), queued["headers"]
        time.sleep(queued["delay"] / 1000)
        if queued["fault"] == "reset":
            # A close with this linger is a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.close_connection = True
        elif queued["fault"] == "cut":
            self.answer_cut(body, 1000, headers, queued["status"])
        elif queued["fault"] == "silence":
            time.sleep(3600)
        else:
            self.answer(queued["status"], body, headers)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """The client has left; that is what some tests are about."""


log_lock = threading.Lock()
count = 0


def note(**members):
    line = json.dumps(members).encode() + b"\n"
    with log_lock:
        os.write(3, line)


def note_request(request):
    global count
    with log_lock:
        count += 1
        number = count
    note(
        number=number, time=time.time_ns() // 1000, method=request.command, path=request.path,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body.decode("utf-8", "replace"))
    return number


def obey(command):
    """Answers to come, or none of those that were to come."""
    with Service.lock:
        if "queue" in command:
            Service.queued += command["queue"]
        if command.get("clear"):
            Service.queued.clear()


def serve(service):
    """Serves until standard input ends; over TLS where --certificate FILE stands before all else."""
    service.arguments = sys.argv[1:]
    server = Server(("127.0.0.1", 0), service)
    if service.arguments[:1] == ["--certificate"]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(service.arguments[1])
        # The handshake is the business of the thread that answers.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False)
        service.arguments = service.arguments[2:]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    for line in sys.stdin:
        obey(json.loads(line))
        print("done", flush=True)
    os._exit(0)
