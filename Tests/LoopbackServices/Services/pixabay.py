"""Pixabay: pictures and clips. https://pixabay.com/api/docs/"""

from loopback import serve
from search import Search


class Pixabay(Search):
    def get_api(self, rest):
        clips = rest.strip("/") == "videos"
        size, number = int(self.query.get("per_page", 20)), int(self.query.get("page", 1))
        limits = {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "99", "X-RateLimit-Reset": "60"}
        if self.query.get("key") != self.key:
            self.answer(400, f"[ERROR 400] Invalid or missing API key {self.query.get('key')} (https://pixabay.com/api/docs/).")
        elif self.is_over_limit():
            self.answer(429, "[ERROR 429] API rate limit exceeded", {**limits, "X-RateLimit-Remaining": "0"})
        elif not 3 <= size <= 200:
            self.answer(400, '[ERROR 400] "per_page" is out of valid range.')
        elif len(self.query.get("q", "")) > 100:
            self.answer(400, '[ERROR 400] "q" is too long.')
        elif number > 1 and (number - 1) * size >= self.count:
            self.answer(400, '[ERROR 400] "page" is out of valid range.')
        else:
            hits, _ = self.page(number, size, self.clip if clips else self.picture)
            self.answer_json(200, {"total": self.count, "totalHits": min(500, self.count), "hits": hits}, limits)

    def common(self, number, kind):
        return {
            "id": number, "pageURL": f"https://pixabay.com/{kind}/{number}/", "type": kind,
            "tags": f"red, poppy, field {number}", "views": 1, "downloads": 1, "likes": 1, "comments": 0,
            "user_id": 40 + number, "user": f"maker-{number}", "userImageURL": ""}

    def picture(self, number):
        url = self.file(number, ".jpg")
        return {
            **self.common(number, "photo"), "previewURL": url, "webformatURL": url, "webformatWidth": 640,
            "webformatHeight": 360, "largeImageURL": url, "imageWidth": 4000, "imageHeight": 2250, "imageSize": 1}

    def clip(self, number):
        url = self.file(number, ".mp4")
        sizes = {"large": 3840, "medium": 1920, "small": 1280, "tiny": 960}
        return {**self.common(number, "film"), "duration": 12, "videos": {
            name: {"url": url, "width": width, "height": width * 9 // 16, "size": 1, "thumbnail": ""}
            for name, width in sizes.items()}}


if __name__ == "__main__":
    serve(Pixabay)
