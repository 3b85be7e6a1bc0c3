"""Files that ask for far more than they bring, and workers that must be found too dear."""
import json, resource, subprocess, zlib
from measure import MEDIA, MEMORY, SLACK, Cost, faults_of, in_session
from worker import REQUESTS, Session


def png(side):
    """A black picture of 16 bits and four channels that unpacks to a thousand times its size."""
    def chunk(kind, content):
        return (len(content).to_bytes(4, "big") + kind + content
                + zlib.crc32(kind + content).to_bytes(4, "big"))
    packer, row = zlib.compressobj(1), bytes(side * 8 + 1)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = side.to_bytes(4, "big") * 2 + bytes([16, 6, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bombs(bench, healthy):
    folder = bench.folder / "bombs"
    folder.mkdir()
    (folder / "unpacks.png").write_bytes(png(9_900))
    for name, sample in [("endless.mp3", "sound.mp3"), ("endless.ts", "plain.ts"),
                         ("endless.aac", "sound.aac"), ("endless.wav", "sound.wav")]:
        with open(folder / name, "wb") as file:
            file.write(bench.samples[sample])
            file.truncate(1 << 40)
    names = sorted(path.name for path in folder.iterdir())
    for name in names:
        code, output, errors, cost = bench.probe(folder, [name, name])
        faults = faults_of([name, name], code, output)
        # A terabyte may take all of the ten seconds that a probe has, twice side by side.
        is_dear = cost.memory > MEMORY or cost.seconds > 2 * 12 + SLACK
        bench.test.case(not faults and not is_dear, f"bomb {name}: {faults} {cost}")
        bench.test.say(f"bomb {name}: {cost}")
    for kind in REQUESTS:
        if kind != "probe":
            for name in names:
                _, cost = in_session(bench, kind, folder, [name], deadline=6)
                bench.test.case(cost.memory <= 2 << 30, f"{kind} of bomb {name}: {cost}")
                bench.test.say(f"{kind} of {name}: {cost}")
                bench.progress(f"bombs: {kind}")
    controls(bench, folder, healthy)


# MARK: - Controls

UNLIMITED = """
#include <sys/resource.h>
int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit) { return 0; }
"""


def controls(bench, folder, healthy):
    """The same bombs for a worker whose limits are taken away, and answers in a wrong order."""
    source, library = folder / "unlimited.c", folder / "unlimited.so"
    source.write_text(UNLIMITED)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source], check=True)
    free = {"LD_PRELOAD": str(library)}.items()
    session = Session(MEDIA, "verify", folder, free, deadline=60)
    session.answer(folder / "unpacks.png")
    session.close()
    bench.test.control("a worker without limits unpacks a picture", failed=session.memory > MEMORY)
    session = Session(MEDIA, "encode-audio", folder, free, deadline=300)
    session.begin()
    resource.prlimit(session.worker.pid, resource.RLIMIT_CPU, (9, 9))
    session.answer(folder / "endless.wav")
    session.close()
    cost = Cost(session.seconds, session.memory)
    bench.test.control("a worker without limits encodes a terabyte", failed=cost.is_too_much())
    _, output, _, _ = bench.probe(bench.folder, healthy)
    bench.test.control("answers in another order", failed=bool(faults_of(healthy[::-1], 0, output)))
    files = json.loads(output)["files"]
    files[0].pop("cutroom")
    short = json.dumps({"files": files})
    bench.test.control("an entry that says nothing", failed=bool(faults_of(healthy, 0, short)))
