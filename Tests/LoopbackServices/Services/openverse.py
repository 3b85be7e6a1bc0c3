"""Openverse: openly licensed pictures and music. https://api.openverse.org/v1/"""

from loopback import serve
from search import Search


class Openverse(Search):
    def get_v1(self, rest):
        music = rest.strip("/") == "audio"
        token = self.authorization
        most = 50 if token else 20
        size, number = int(self.query.get("page_size", 20)), int(self.query.get("page", 1))
        if rest.strip("/") not in ("images", "audio"):
            self.answer_json(404, {"detail": "Not found."})
        elif token and token != self.key:
            self.answer_json(401, {"detail": f"The token {token} is not valid."})
        elif self.is_over_limit():
            self.answer_json(429, {"detail": "Request was throttled. Expected available in 31 seconds."}, {"Retry-After": "31"})
        elif size > most:
            self.answer_json(401, {"detail": f"Ensure this value is less than or equal to {most}."})
        elif len(self.query.get("q", "")) > 200 or self.query.get("license_type") != "commercial,modification":
            self.answer_json(400, {"detail": "Invalid input given for fields.", "error": "InputError"})
        else:
            hits, _ = self.page(number, size, self.track if music else self.picture)
            self.answer_json(200, {
                "result_count": self.count, "page_count": -(-self.count // size), "page_size": size,
                "page": number, "results": hits},
                {"X-RateLimit-Limit-anon_burst": "20/min", "X-RateLimit-Available-anon_burst": "19"})

    def common(self, number, kind, url):
        return {
            "id": f"{number:08x}-ef46-4544-a0c1-63c63f56e276", "title": f"{kind} {number}", "url": url,
            "foreign_landing_url": f"https://example.org/{kind}/{number}", "creator": f"Maker {number}",
            "creator_url": f"https://example.org/makers/{number}", "license": "by", "license_version": "4.0",
            "license_url": "https://creativecommons.org/licenses/by/4.0/", "category": kind, "mature": False,
            "tags": [{"accuracy": None, "name": "poppy"}], "attribution": "", "fields_matched": ["title"]}

    def picture(self, number):
        return {**self.common(number, "photograph", self.file(number, ".jpg")), "width": 1920, "height": 1080, "filetype": "jpg"}

    def track(self, number):
        return {**self.common(number, "music", self.file(number, ".mp3")), "duration": 60000, "genres": [], "filetype": "mp3"}


if __name__ == "__main__":
    serve(Openverse)
