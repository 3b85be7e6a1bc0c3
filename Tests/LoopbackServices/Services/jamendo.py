"""Jamendo: music. https://developer.jamendo.com/v3.0/tracks; faults have status 200."""

from loopback import serve
from search import Search


class Jamendo(Search):
    def failed(self, code, message):
        self.answer_json(200, {"headers": {
            "status": "failed", "code": code, "error_message": message, "warnings": "", "results_count": 0},
            "results": []})

    @property
    def count(self):
        return 0 if self.query.get("fuzzytags") == "nothing" else int(self.arguments[1])

    def get_v3_0(self, rest):
        size, offset = int(self.query.get("limit", 10)), int(self.query.get("offset", 0))
        if self.query.get("client_id") != self.key:
            self.failed(5, f"Your credential is not authorized: {self.query.get('client_id')}")
        elif self.is_over_limit():
            self.failed(6, "Rate limit exceeded")
        elif rest.strip("/") != "tracks":
            self.failed(7, "Method not found")
        elif size > 200 or self.query.get("format") != "json":
            self.failed(3, "Type: limit or format")
        else:
            hits, _ = self.page(offset // size + 1, size, self.track)
            self.answer_json(200, {"headers": {
                "status": "success", "code": 0, "error_message": "", "warnings": "", "results_count": len(hits)},
                "results": hits})

    def get_default(self, path):
        # A method's name has no dot.
        self.get_v3_0(path.removeprefix("/v3.0/")) if path.startswith("/v3.0/") else self.answer_missing(path)

    def track(self, number):
        return {
            "id": str(number), "name": f"Track {number}", "duration": 60 + number, "artist_id": str(number),
            "artist_name": f"Band {number}", "album_name": "", "license_ccurl": "http://creativecommons.org/licenses/by/3.0/",
            "audio": self.file(number, ".mp3"), "audiodownload": self.file(number, ".mp3"),
            "audiodownload_allowed": number % 5 != 0, "shareurl": f"https://www.jamendo.com/track/{number}",
            "musicinfo": {"vocalinstrumental": "instrumental", "tags": {"genres": ["ambient"], "instruments": [], "vartags": []}}}


if __name__ == "__main__":
    serve(Jamendo)
