"""Recording a disk's writes while something is mounted on it, and the states a power cut leaves."""
import bisect, contextlib, dataclasses, mmap, os, pathlib, random, struct, subprocess, time

from linux import Loop, die_with_parent, mount, unmount

HERE = pathlib.Path(__file__).resolve().parent
HEAD = struct.Struct("<QI")
SECTOR, BLOCK = 512, 4096


class Disk:
    """A block device under nbdkit that records what is written; `position()` is now."""

    def __init__(self, folder, image):
        self.log, self.poison = folder / "log", folder / "poison"
        self.file, errors = folder / "disk", open(folder / "nbdkit.log", "wb")
        self.file.touch()
        self.log.unlink(missing_ok=True)
        plugin = ["nbdkit", "-s", "--exit-with-parent", "python", HERE / "recorder.py",
                  f"image={image}", f"log={self.log}", f"poison={self.poison}"]
        self.process = subprocess.Popen(
            ["nbdfuse", self.file, "--command", *map(str, plugin)], stdin=subprocess.DEVNULL,
            stdout=errors, stderr=errors, preexec_fn=die_with_parent, start_new_session=True)
        self._wait_for(image.stat().st_size, folder / "nbdkit.log")

    def _wait_for(self, size, errors):
        deadline = time.monotonic() + 60
        while self.file.stat().st_size != size:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"nbdfuse does not start: {errors.read_text()[-500:]}")
            time.sleep(0.01)

    def position(self):
        """How much was recorded so far: everything that is durable now is before this."""
        return self.log.stat().st_size

    @contextlib.contextmanager
    def failing(self, mark, spared=0):
        """For this block, writes that contain `mark` fail, but for the first `spared`; lends a
        function that tells how many failed."""
        hits = self.poison.with_name("poison.hits")
        hits.unlink(missing_ok=True)
        whole = self.poison.with_name("poison.new")
        whole.write_bytes(b"%d\n%s" % (spared, mark))
        whole.rename(self.poison)
        try:
            yield lambda: hits.stat().st_size if hits.exists() else 0
        finally:
            self.poison.unlink()

    def close(self):
        subprocess.run(["fusermount3", "-u", "-q", str(self.file)], check=False)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def recording(filesystem, folder):
    """A new file system, mounted, on a disk that records: (mount point, Disk)."""
    image, place = folder / "image", folder / "mounted"
    filesystem.format(image)
    place.mkdir()
    disk = Disk(folder, image)
    try:
        with Loop(disk.file) as loop:
            mount(loop.path, place, filesystem.kind, filesystem.options)
            try:
                yield place, disk
            finally:
                unmount(place, lazily=True)
    finally:
        disk.close()


@dataclasses.dataclass(frozen=True)
class State:
    """What a power cut may leave: everything up to the last flush before write number `cut`, and
    of the writes since then all, or a random part, perhaps torn into sectors."""
    cut: int
    seed: int | None = None
    is_torn: bool = False

    def __str__(self):
        how = "" if self.seed is None else f", a part of the unflushed ({self.seed})"
        return f"cut at write {self.cut}{how}{', torn' if self.is_torn else ''}"


class Recording:
    """The writes of a log, in their order."""

    def __init__(self, folder):
        self.image = folder / "image"
        with open(folder / "log", "rb") as file:
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.writes, self.flushes, self.ends = [], [], []
        self._parse()

    def _parse(self):
        """writes: (offset, place in the log, length); flushes: how many writes stand before each;
        ends: where each write's entry ends."""
        place = 0
        while place < len(self.bytes):
            offset, length = HEAD.unpack_from(self.bytes, place)
            place += HEAD.size
            if length == 0:
                self.flushes.append(len(self.writes))
            else:
                self.writes.append((offset, place, length))
                place += length
                self.ends.append(place)

    def data(self, number):
        _, place, length = self.writes[number]
        return memoryview(self.bytes)[place:place + length]

    def durable(self, cut):
        """How many writes the last flush before write `cut` covers."""
        found = bisect.bisect_right(self.flushes, cut)
        return self.flushes[found - 1] if found else 0

    def moment(self, cut):
        """The position in the log of a cut; what was acknowledged before it has to be there."""
        return self.ends[cut - 1] if cut else 0

    def states(self, count, start, chance, end=None):
        """`count` states spread over the log between two positions, in order of their cuts."""
        first = bisect.bisect_right(self.ends, start)
        last = len(self.writes) if end is None else bisect.bisect_right(self.ends, end)
        cuts = range(first, last + 1)
        whole = min(len(cuts), max(1, count // 3))
        chosen = {State(cuts[n * len(cuts) // whole]) for n in range(whole)}
        pending = [cut for cut in cuts if cut > self.durable(cut)]
        while pending and len(chosen) < count:
            torn = chance.random() < 0.5
            chosen.add(State(chance.choice(pending), chance.randrange(1 << 32), torn))
        return sorted(chosen, key=lambda state: (state.cut, state.seed or 0))


class Replay:
    """Writes the states of a recording to a scratch file, in order of their cuts."""

    def __init__(self, recording, scratch):
        self.recording, self.applied = recording, 0
        self.model = bytearray(recording.image.stat().st_size)
        self.used = bytearray(len(self.model) // BLOCK)
        self.scratch = os.open(scratch, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.ftruncate(self.scratch, len(self.model))
        self.runs = None
        self._load(recording.image)

    def _load(self, image):
        with open(image, "rb") as file:
            for start, end in data_ranges(file.fileno(), len(self.model)):
                for offset in range(start, end, BLOCK):
                    block = os.pread(file.fileno(), BLOCK, offset)
                    if block.count(0) != len(block):
                        self.model[offset:offset + len(block)] = block
                        self.used[offset // BLOCK] = 1

    def lay(self, state):
        """Make the scratch file hold a state."""
        self._advance(self.recording.durable(state.cut))
        os.ftruncate(self.scratch, 0)
        os.ftruncate(self.scratch, len(self.model))
        view = memoryview(self.model)
        for start, end in self._runs():
            os.pwrite(self.scratch, view[start:end], start)
        chance = random.Random(state.seed)
        for number in range(self.applied, state.cut):
            if state.seed is None or chance.random() < 0.5:
                self._write(number, chance if state.is_torn and chance.random() < 0.5 else None)

    def _advance(self, count):
        if count < self.applied:
            raise ValueError("states have to come in order")
        for number in range(self.applied, count):
            offset, _, length = self.recording.writes[number]
            self.model[offset:offset + length] = self.recording.data(number)
            blocks = slice(offset // BLOCK, (offset + length + BLOCK - 1) // BLOCK)
            if self.used.find(0, blocks.start, blocks.stop) != -1:
                self.used[blocks] = b"\1" * (blocks.stop - blocks.start)
                self.runs = None
        self.applied = count

    def _runs(self):
        """The ranges of bytes that were ever written, joined."""
        if self.runs is None:
            self.runs, at = [], self.used.find(1)
            while at != -1:
                end = self.used.find(0, at)
                end = len(self.used) if end == -1 else end
                self.runs.append((at * BLOCK, end * BLOCK))
                at = self.used.find(1, end)
        return self.runs

    def _write(self, number, tearing):
        """A write as the disk got it; torn: a random part of its sectors."""
        offset, data = self.recording.writes[number][0], self.recording.data(number)
        if tearing is None:
            os.pwrite(self.scratch, data, offset)
            return
        for at in range(0, len(data), SECTOR):
            if tearing.random() < 0.5:
                os.pwrite(self.scratch, data[at:at + SECTOR], offset + at)

    def close(self):
        os.close(self.scratch)


def data_ranges(descriptor, size):
    """The parts of a file that are no holes."""
    at = 0
    while at < size:
        try:
            start = os.lseek(descriptor, at, os.SEEK_DATA)
        except OSError:
            return
        at = os.lseek(descriptor, start, os.SEEK_HOLE)
        yield start, at
