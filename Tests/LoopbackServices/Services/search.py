"""What search services have in common: hits that are made up, pages, limits and files.

A service is asked as `SCRIPT KEY COUNT [FOLDER [LIMIT]]`: it has COUNT hits of every kind for every
query but "nothing", takes its files from FOLDER where GET /files/NAME is asked for, and answers 429
after LIMIT requests.
"""

import os
import pathlib

from loopback import Service


class Search(Service):
    @property
    def key(self):
        return self.arguments[0]

    @property
    def count(self):
        return 0 if self.query.get("q", self.query.get("query")) == "nothing" else int(self.arguments[1])

    @property
    def base(self):
        return f"http://{self.headers['Host']}"

    def is_over_limit(self):
        """Whether this request is one more than are allowed."""
        if len(self.arguments) < 4:
            return False
        with self.lock:
            self.shop["asked"] = self.shop.get("asked", 0) + 1
            return self.shop["asked"] > int(self.arguments[3])

    def page(self, number, size, make):
        """The hits of a page, and whether there are more behind it."""
        start = (number - 1) * size
        numbers = range(start, min(start + size, self.count))
        return [make(place + 1) for place in numbers], start + size < self.count

    def file(self, number, ending):
        """The address of a file; they take turns where there are fewer than hits."""
        if len(self.arguments) < 3:
            return f"{self.base}/files/{number}{ending}"
        names = sorted(n for n in os.listdir(self.arguments[2]) if n.endswith(ending))
        return f"{self.base}/files/{names[(number - 1) % len(names)]}"

    def get_files(self, name):
        data = (pathlib.Path(self.arguments[2]) / os.path.basename(name)).read_bytes()
        kinds = {".jpg": "image/jpeg", ".mp4": "video/mp4", ".mp3": "audio/mpeg"}
        self.answer(200, data, {"Content-Type": kinds.get(os.path.splitext(name)[1], "application/octet-stream")})
