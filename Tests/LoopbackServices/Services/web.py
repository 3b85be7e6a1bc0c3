"""Pages and files as the web has them, good and bad; its argument is the folder of the files."""

import gzip
import hashlib
import os
import pathlib
import time

from loopback import Service, serve

FEED = b"<rss><channel><title>Loop</title></channel></rss>"
DATE = "Sun, 01 Mar 2026 09:30:00 GMT"


class Web(Service):
    # Pages

    def get_status(self, code):
        self.answer(int(code))

    def get_feed(self, _):
        if self.headers.get("If-None-Match") == '"one"' or self.headers.get("If-Modified-Since") == DATE:
            self.start(304, {"ETag": '"one"'}, 0)
        else:
            self.answer(200, FEED, {
                "ETag": '"one"', "Last-Modified": DATE, "Content-Type": "application/rss+xml"})

    def get_headers(self, _):
        self.answer(200, str(self.headers))

    def get_large(self, size):
        self.answer(200, b"x" * int(size))

    def get_gzip(self, _):
        self.answer(200, gzip.compress(FEED), {"Content-Encoding": "gzip"})

    def get_guarded(self, _):
        """Wants `Authorization: Bearer open-sesame`."""
        if self.authorization == "open-sesame":
            self.answer(200, b"a treasure")
        else:
            self.answer(401, b"who are you?", {"WWW-Authenticate": "Bearer"})

    def post_echo(self, _):
        self.answer_json(200, {
            "body": self.body.decode(), "headers": {name.lower(): value for name, value in self.headers.items()}})

    # Elsewhere

    def get_hop(self, count):
        self.redirect("/hop/%d" % (int(count) - 1) if int(count) > 1 else "/feed")

    def get_to(self, _):
        """To the address `url`, with the status `status`."""
        self.redirect(self.query["url"], int(self.query.get("status", "302")))

    post_to = get_to

    # Trouble

    def get_endless(self, _):
        self.start(200)
        while True:
            self.send(b"x" * 65536)

    def get_mistake(self, size):
        """An error whose page is as long as told, or endless."""
        if size:
            self.answer(500, b"e" * int(size))
        else:
            self.start(500)
            while True:
                self.send(b"e" * 65536)

    def get_bomb(self, _):
        self.answer(200, gzip.compress(b"\0" * (64 << 20)), {"Content-Encoding": "gzip"})

    def get_drip(self, _):
        self.start(200, length=1000)
        self.send(b"x" * 1000, step=1, pause=0.05)

    def get_silent(self, _):
        time.sleep(60)

    post_silent = get_silent

    def get_cut(self, _):
        self.answer_cut(b"half", 996)

    def post_cut(self, _):
        self.answer_cut(b"half", 996)

    # Files

    def get_file(self, name):
        """A file of the folder; by its query:

        range=no|deaf   ranges are not known, or answered whatever If-Range says
        etag, date      the validators, where the digest of the bytes is not wanted; empty for none
        cut=N           the answer ends after N bytes, however many were promised
        coding=gzip|chunked
        pace=N          bytes in a second
        type            the Content-Type
        """
        data = (pathlib.Path(self.arguments[0]) / os.path.basename(name)).read_bytes()
        etag = self.query.get("etag", '"%s"' % hashlib.sha256(data).hexdigest()[:16])
        headers = {"Content-Type": self.query.get("type", "application/octet-stream")}
        if etag:
            headers["ETag"] = etag
        if self.query.get("date"):
            headers["Last-Modified"] = self.query["date"]
        status, whole = 200, len(data)
        start = self.wanted_start(etag)
        if start is not None:
            if start >= whole:
                self.answer(416, b"", {"Content-Range": "bytes */%d" % whole})
                return
            status, data = 206, data[start:]
            headers["Content-Range"] = "bytes %d-%d/%d" % (start, whole - 1, whole)
        self.send_file(status, data, headers)

    def wanted_start(self, etag):
        """Where the wanted range begins; None where the whole is to be sent."""
        wanted = self.headers.get("Range", "")
        mode = self.query.get("range", "yes")
        if mode == "no" or not wanted.startswith("bytes=") or not wanted.endswith("-"):
            return None
        condition = self.headers.get("If-Range")
        if mode == "yes" and condition and condition not in (etag, self.query.get("date")):
            return None
        return int(wanted[6:-1])

    def send_file(self, status, data, headers):
        coding = self.query.get("coding")
        if coding == "gzip":
            data = gzip.compress(data)
            headers["Content-Encoding"] = "gzip"
        sent = data[:int(self.query["cut"])] if "cut" in self.query else data
        if coding == "chunked":
            self.start(status, {**headers, "Transfer-Encoding": "chunked"})
            for place in range(0, len(sent), 16384):
                piece = sent[place:place + 16384]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if len(sent) == len(data):
                self.wfile.write(b"0\r\n\r\n")
            self.close_connection = True
            return
        self.start(status, headers, len(data))
        pace = int(self.query.get("pace", "0"))
        self.send(sent, pause=16384 / pace if pace else 0)
        if len(sent) < len(data):
            self.close_connection = True


serve(Web)
