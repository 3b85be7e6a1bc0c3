"""Pexels: photos and clips. https://www.pexels.com/api/documentation/"""

from loopback import serve
from search import Search


class Pexels(Search):
    def get_v1(self, rest):
        self.search("photos", self.photo) if rest == "search" else self.answer_missing(rest)

    def get_videos(self, rest):
        self.search("videos", self.clip) if rest == "search" else self.answer_missing(rest)

    def search(self, name, make):
        size, number = int(self.query.get("per_page", 15)), int(self.query.get("page", 1))
        if self.headers.get("Authorization") != self.key:
            self.answer_json(401, {"error": f"Invalid API key {self.headers.get('Authorization')}"})
        elif self.is_over_limit():
            self.answer_json(429, {"error": "Rate limit exceeded"}, {"Retry-After": "7"})
        elif not self.query.get("query") or not 1 <= size <= 80:
            self.answer_json(400, {"status": 400, "code": "Bad Request"})
        else:
            hits, more = self.page(number, size, make)
            reply = {"page": number, "per_page": size, "total_results": self.count, name: hits}
            if more:
                reply["next_page"] = f"{self.base}{self.path.replace(f'page={number}', f'page={number + 1}', 1)}"
            self.answer_json(200, reply, {
                "X-Ratelimit-Limit": "20000", "X-Ratelimit-Remaining": "19684", "X-Ratelimit-Reset": "1590529646"})

    def photo(self, number):
        url = self.file(number, ".jpg")
        return {
            "id": number, "width": 4000, "height": 2250, "url": f"https://www.pexels.com/photo/{number}/",
            "photographer": f"Painter {number}", "photographer_url": f"https://www.pexels.com/@{number}",
            "photographer_id": number, "avg_color": "#978E82", "liked": False, "alt": f"Photo {number}",
            "src": {name: url for name in ("original", "large2x", "large", "medium", "small", "tiny")}}

    def clip(self, number):
        files = [
            {"id": number * 10 + place, "quality": quality, "file_type": "video/mp4", "width": width,
             "height": width * 9 // 16, "fps": 25, "link": self.file(number, ".mp4")}
            for place, (quality, width) in enumerate([("sd", 640), ("hd", 1920), ("uhd", 3840)])]
        return {
            "id": number, "width": 3840, "height": 2160, "url": f"https://www.pexels.com/video/{number}/",
            "image": "", "full_res": None, "tags": [], "duration": 10 + number,
            "user": {"id": 1, "name": f"Filmer {number}", "url": f"https://www.pexels.com/@f{number}"},
            "video_files": files, "video_pictures": []}


if __name__ == "__main__":
    serve(Pexels)
