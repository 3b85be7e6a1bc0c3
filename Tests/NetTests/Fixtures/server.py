"""A web server on a loopback port that answers as the tests need. Ends with its standard input."""

import gzip
import http.server
import os
import sys
import threading
import time

FEED = b"<rss><channel><title>Loop</title></channel></rss>"
DATE = "Sun, 01 Mar 2026 09:30:00 GMT"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, argument = self.path.lstrip("/").partition("/")
        getattr(self, "answer_" + path, self.answer_missing)(argument)

    def body(self, status, body, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_missing(self, _):
        self.body(404, b"no such page")

    def answer_status(self, code):
        self.body(int(code), b"")

    def answer_feed(self, _):
        if self.headers.get("If-None-Match") == '"one"' or self.headers.get("If-Modified-Since") == DATE:
            self.send_response(304)
            self.send_header("ETag", '"one"')
            self.end_headers()
        else:
            self.body(200, FEED, ETag='"one"', Last_Modified=DATE, Content_Type="application/rss+xml")

    def answer_headers(self, _):
        self.body(200, str(self.headers).encode())

    def redirect(self, target):
        self.body(302, b"moved", Location=target)

    def answer_hop(self, count):
        self.redirect("/hop/%d" % (int(count) - 1) if int(count) > 1 else "/feed")

    def answer_tofile(self, _):
        self.redirect("file:///etc/passwd")

    def answer_toftp(self, _):
        self.redirect("ftp://127.0.0.1/x")

    def answer_large(self, size):
        self.body(200, b"x" * int(size))

    def answer_endless(self, _):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        while True:
            self.wfile.write(b"x" * 65536)

    def answer_bomb(self, _):
        self.body(200, gzip.compress(b"\0" * (64 << 20)), Content_Encoding="gzip")

    def answer_gzip(self, _):
        self.body(200, gzip.compress(FEED), Content_Encoding="gzip")

    def answer_drip(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def answer_silent(self, _):
        time.sleep(60)

    def answer_cut(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """The client has left; that is what some tests are about."""


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
