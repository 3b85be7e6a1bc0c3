"""Small media files in many containers, and mutants of them: the same for the same seed."""
import pathlib, random, subprocess

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=1"]
SOUND = ["-f", "lavfi", "-i", "sine=440:d=1"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "5", "-c:a", "aac", "-b:a", "32k"]
OLD = ["-c:v", "mpeg4", "-c:a", "libmp3lame", "-b:a", "32k"]
TAGS = ["-metadata", "title=A title", "-metadata", "artist=Nobody", "-metadata", "comment=Words"]
#: What each is made of; those with an input are made from one before them.
RECIPES = {
    "plain.mp4": PICTURE + SOUND + H264 + TAGS + ["-movflags", "+faststart"],
    "turned.mp4": ["plain.mp4", "-c", "copy", "-metadata:s:v", "rotate=90"],
    "fragments.mp4": ["plain.mp4", "-c", "copy", "-movflags", "frag_keyframe+empty_moov"],
    "hevc.mp4": PICTURE + ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=0"],
    "sound.m4a": SOUND + ["-c:a", "aac", "-b:a", "32k"] + TAGS,
    # Patched below: it says that its sound is doubled in rate, as HE-AAC is.
    "doubled.mp4": ["plain.mp4", "-c", "copy"],
    "plain.mkv": ["plain.mp4", "-c", "copy"],
    "chapters.mkv": ["plain.mp4", "-i", "chapters.txt", "-map_metadata", "1", "-c", "copy"],
    "surround.mkv": SOUND + ["-af", "pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0", "-c:a", "ac3",
                             "-b:a", "96k"],
    "vp8.webm": PICTURE + SOUND + ["-c:v", "libvpx", "-c:a", "libopus", "-b:a", "32k"],
    "vp9.webm": PICTURE + ["-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"],
    "sound.mp3": SOUND + ["-c:a", "libmp3lame", "-b:a", "32k"] + TAGS,
    "sound.wav": SOUND + ["-ar", "11025"],
    "sound.flac": SOUND + ["-ar", "22050", "-c:a", "flac"] + TAGS,
    "vorbis.ogg": SOUND + ["-ac", "2", "-c:a", "libvorbis"] + TAGS,
    "opus.ogg": SOUND + ["-c:a", "libopus", "-b:a", "32k"],
    "sound.aac": SOUND + ["-c:a", "aac", "-b:a", "32k"],
    "sound.aiff": SOUND + ["-ar", "11025"],
    "plain.avi": PICTURE + SOUND + OLD,
    # As many bytes as the coding that the tag names, which ffmpeg reads but does not write.
    "packed.avi": PICTURE + ["-t", "0.4", "-pix_fmt", "yuv420p", "-c:v", "rawvideo", "-vtag", "Y411"],
    "plain.ts": ["plain.mp4", "-c", "copy"],
    "plain.mpg": PICTURE + SOUND + ["-r", "25", "-c:v", "mpeg2video", "-c:a", "mp2"],
    "plain.flv": ["plain.mp4", "-c", "copy"],
    "plain.wmv": PICTURE + SOUND + ["-c:v", "wmv2", "-c:a", "wmav2"],
    "still.png": PICTURE + ["-frames:v", "1"],
    "deep.png": PICTURE + ["-frames:v", "1", "-pix_fmt", "rgb48be"],
    "still.jpg": PICTURE + ["-frames:v", "1"],
    "still.webp": PICTURE + ["-frames:v", "1"],
    "still.tiff": PICTURE + ["-frames:v", "1"],
    "still.bmp": ["still.png", "-vf", "scale=48:32"],
    "moving.gif": PICTURE + ["-vf", "scale=48:32"],
    "moving.apng": PICTURE + ["-vf", "scale=48:32", "-plays", "0"],
}
CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={start + 500}\ntitle=Part {start}\n" for start in (0, 500))
#: Bytes of a sample that are replaced, and by what.
PATCHES = {"doubled.mp4": (bytes.fromhex("120856e500"), bytes.fromhex("120856e588"))}
#: Sizes and counts that break sums.
NUMBERS = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF,
           0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF]


def make(folder):
    """{name: bytes} of all samples, made by ffmpeg in a folder."""
    (pathlib.Path(folder) / "chapters.txt").write_text(CHAPTERS)
    for name, words in RECIPES.items():
        if words[0] in RECIPES:
            words = ["-i", words[0], *words[1:]]
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1", *words, "-fflags", "+bitexact",
             "-flags", "+bitexact", *([] if "-map_metadata" in words else ["-map_metadata", "0"]), name],
            cwd=folder, check=True)
    for name, (old, new) in PATCHES.items():
        path = pathlib.Path(folder) / name
        content = path.read_bytes()
        if content.count(old) != 1:
            raise ValueError(f"{name} is not as the patch expects")
        path.write_bytes(content.replace(old, new))
    return {name: (pathlib.Path(folder) / name).read_bytes() for name in RECIPES}


class Mutant:
    """`NAME#NUMBER`: one way of spoiling one sample; even numbers are zzuf's."""

    def __init__(self, sample, number, seed):
        self.sample, self.number, self.seed = sample, number, seed

    @property
    def label(self):
        return f"{self.sample}#{self.number}"

    def bytes(self, samples):
        chance = random.Random(f"{self.seed} {self.label}")
        original = samples[self.sample]
        if self.number % 2 == 0:
            return self.flipped(original, chance)
        mutant = bytearray(original)
        for _ in range(chance.choice([1, 1, 2, 4])):
            chance.choice(CHANGES)(mutant, chance, samples)
        return bytes(mutant)

    def flipped(self, original, chance):
        words = ["zzuf", "-s", str(chance.randrange(1 << 31)), "-r", f"{10 ** chance.uniform(-5, -1.5):.8f}"]
        if chance.random() < 0.5:
            words += ["-b", f"0-{chance.choice([64, 512, 4096])}"]
        return subprocess.run(words, input=original, stdout=subprocess.PIPE, check=True).stdout


def place(mutant, chance):
    """Somewhere, in half of all cases near the start, where the headers are."""
    return chance.randrange(min(len(mutant), 1024) if chance.random() < 0.5 else len(mutant)) if mutant else 0


def number(mutant, chance, _):
    width, start = chance.choice([1, 2, 4, 4, 4, 8]), place(mutant, chance)
    value = chance.choice(NUMBERS) & ((1 << 8 * width) - 1)
    mutant[start:start + width] = value.to_bytes(width, chance.choice(["big", "little"]))


def cut(mutant, chance, _):
    del mutant[place(mutant, chance):]


def left_out(mutant, chance, _):
    start = place(mutant, chance)
    del mutant[start:start + chance.choice([1, 4, 64, 1000])]


def doubled(mutant, chance, _):
    start = place(mutant, chance)
    piece = mutant[start:start + chance.choice([4, 64, 4096])]
    mutant[start:start] = piece * chance.choice([1, 2, 100])


def zeroed(mutant, chance, _):
    start = place(mutant, chance)
    piece = len(mutant[start:start + chance.choice([4, 64, 4096])])
    mutant[start:start + piece] = bytes(piece)


def grafted(mutant, chance, samples):
    other = samples[chance.choice(sorted(samples))]
    start = place(mutant, chance)
    mutant[start:] = other[chance.randrange(len(other)):] if chance.random() < 0.5 else other


CHANGES = [number, number, number, number, cut, left_out, doubled, zeroed, grafted]
