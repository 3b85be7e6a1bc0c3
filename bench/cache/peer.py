"""Other caches of files, told as `cache-bench` is: line by line, an answer of seconds for each.

`peer.py diskcache|original FOLDER SIZE`: Python's diskcache with its default settings but for the
limit, or what section 4 of the original specification does, done again in Python.
"""
import hashlib, json, os, shutil, sys, time

DAY = 24 * 60 * 60


class DiskCache:
    """`evict` sets a limit that is full already: each new entry has room when others go."""

    def __init__(self, folder):
        import diskcache
        self.cache = diskcache.Cache(folder, size_limit=1 << 50)

    def set(self, key, value):
        self.cache.set(key, value)

    def get(self, key):
        return self.cache.get(key)

    def open(self, key):
        found = self.cache.get(key, read=True)
        if not isinstance(found, bytes):  # small ones lie in the database
            found.close()

    def fill_up(self, is_full):
        self.cache.reset("size_limit", self.cache.volume() if is_full else 1 << 50)


class Original:
    """Each `set` walks the whole cache to see whether it is too large."""

    def __init__(self, folder):
        self.folder, self.limit = folder, 1 << 50

    def set(self, key, value):
        self.put(key, value)
        self.enforce_max_size()

    def put(self, key, value):
        place = os.path.join(self.folder, "media", key)
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, "data.bin"), "wb") as file:
            file.write(value)
        now = time.time()
        metadata = {"url": "bench", "cachedAt": now, "expiresAt": now + 30 * DAY, "usageCount": 0}
        with open(os.path.join(place, "metadata.json"), "w") as file:
            json.dump(metadata, file)

    def get(self, key):
        place = os.path.join(self.folder, "media", key)
        metadata = os.path.join(place, "metadata.json")
        if not os.path.exists(metadata):
            return None
        with open(metadata) as file:
            if json.load(file)["expiresAt"] < time.time():
                shutil.rmtree(place)
                return None
        name = next(name for name in os.listdir(place) if name != "metadata.json")
        with open(os.path.join(place, name), "rb") as file:
            return file.read()

    def enforce_max_size(self):
        total = self.size_of(os.path.join(self.folder, "media"))
        if total <= self.limit:
            return
        items = sorted(self.items(), key=lambda item: item[0])
        for _, place, size in items:
            if total <= self.limit:
                break
            shutil.rmtree(place)
            total -= size

    def items(self):
        for entry in os.scandir(os.path.join(self.folder, "media")):
            with open(os.path.join(entry.path, "metadata.json")) as file:
                metadata = json.load(file)
            used = metadata.get("lastUsedAt") or metadata["cachedAt"]
            yield used, entry.path, self.size_of(entry.path)

    @staticmethod
    def size_of(folder):
        return sum(os.stat(os.path.join(place, name)).st_size
                   for place, _, names in os.walk(folder) for name in names)

    def fill_up(self, is_full):
        self.limit = self.size_of(os.path.join(self.folder, "media")) if is_full else 1 << 50


class Told:
    def __init__(self, cache, size):
        self.cache, self.size, self.count, self.chance = cache, size, 0, 1

    def keep(self, number, put):
        new = [(self.key(n), self.value(n)) for n in range(self.count, self.count + number)]
        self.count += number
        started = time.perf_counter()
        for key, value in new:
            put(key, value)
        return time.perf_counter() - started

    def set(self, number):
        return self.keep(number, self.cache.set)

    def fill(self, number):
        """As `set`, without what grows with every entry."""
        return self.keep(number, getattr(self.cache, "put", self.cache.set))

    def evict(self, number):
        self.cache.fill_up(True)
        seconds = self.keep(number, self.cache.set)
        self.cache.fill_up(False)
        return seconds

    def get(self, number):
        keys = [self.key(self.next() % self.count) for _ in range(number)]
        started = time.perf_counter()
        for key in keys:
            if len(self.cache.get(key)) != self.size:
                sys.exit(f"{key} is not found")
        return time.perf_counter() - started

    def open(self, number):
        keys = [self.key(self.next() % self.count) for _ in range(number)]
        started = time.perf_counter()
        for key in keys:
            self.cache.open(key)
        return time.perf_counter() - started

    def next(self):
        self.chance = (self.chance * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return self.chance >> 33

    def key(self, number):
        return hashlib.sha256(str(number).encode()).hexdigest()

    def value(self, number):
        return f"{number} ".encode().ljust(self.size, b"x")


def main():
    name, folder, size = sys.argv[1:]
    told = Told({"diskcache": DiskCache, "original": Original}[name](folder), int(size))
    for line in sys.stdin:
        what, number = line.split()
        print(getattr(told, what)(int(number)), flush=True)


main()
