#!/usr/bin/env python3
"""Copy what Scripts/library.json lists into library/, each file with a sidecar beside it.

Author and licence come from the Debian packages' own copyright files. What is there already is
left alone, so that sidecars can be edited; --refresh makes everything again.
"""
import concurrent.futures, fnmatch, json, os, pathlib, re, shutil, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "library"
PLAN = json.loads((ROOT / "Scripts/library.json").read_text())
SPDX = {
    "GPL-2+": "GPL-2.0-or-later", "GPL-3+": "GPL-3.0-or-later", "CC-BY-SA-4.0": "CC-BY-SA-4.0",
}


def paragraphs(package):
    """The fields of each paragraph of a machine-readable copyright file."""
    text = pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text):
        fields, name = {}, None
        for line in block.splitlines():
            if match := re.match(r"([A-Za-z-]+):\s*(.*)", line):
                name = match[1]
                fields[name] = [match[2]]
            elif name:
                fields[name].append(line.strip())
        yield fields


def author(line):
    """The holder's name: no years, no address, none of the marks around them."""
    return re.sub(r"<[^>]*>.*|^[\d,\s-]+", "", line).strip(' ,"´')


def credit(package, file):
    """Author, licence and source of a package's file; the last paragraph that fits counts."""
    found, home = None, ""
    for fields in paragraphs(package):
        home = home or " ".join(fields.get("Source", []))
        patterns = " ".join(fields.get("Files", [])).split()
        if any(fnmatch.fnmatchcase(file, pattern) for pattern in patterns):
            found = fields
    if not found:
        sys.exit(f"fill-library: /usr/share/doc/{package}/copyright does not mention {file}")
    names = dict.fromkeys(filter(None, map(author, found["Copyright"])))
    licence = found["License"][0]
    return {"author": ", ".join(names), "licence": SPDX.get(licence, licence),
            "source": f"{file} of Debian's {package}, {home}"}


def source(package, file):
    path = pathlib.Path(PLAN["packages"][package], file)
    if not path.is_file():
        sys.exit(f"fill-library: {path} is missing; run: make setup")
    return path


def write(path, sidecar):
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(sidecar, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    part.replace(path)


def ffmpeg(filters, inputs, target, still=False):
    """Encode a clip; a still picture is first repeated for five seconds."""
    if still:
        filters = f"loop=loop=124:size=1:start=0,setpts=N/25/TB,fps=25,{filters}"
    part = target.with_name(target.name + ".part")
    try:
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", *inputs, "-vf", filters, "-an",
             "-c:v", "libx264", "-preset", "superfast", "-crf", "20", "-pix_fmt", "yuv420p",
             "-movflags", "+faststart", "-f", "mp4", str(part)], check=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def copied(entry, target):
    path = source(entry["package"], entry["file"])
    part = target.with_name(target.name + ".part")
    shutil.copyfile(path, part)
    part.replace(target)
    return credit(entry["package"], entry["file"])


def made(entry, target):
    if photo := entry.get("photo"):
        path = source(photo["package"], photo["file"])
        ffmpeg(entry["filter"], ["-i", str(path)], target, still=True)
        facts = credit(photo["package"], photo["file"])
        return facts | {"source": f"made by Scripts/fill-library.sh from {facts['source']}"}
    ffmpeg(entry["filter"], ["-f", "lavfi", "-i", entry["input"]], target)
    return {"author": "Scripts/fill-library.sh", "licence": "CC0-1.0",
            "source": "made by Scripts/fill-library.sh with FFmpeg's generators"}


def fill(entry, make, refresh):
    """Make one file with its sidecar where either is missing; whether anything was made."""
    target = LIBRARY / entry["to"]
    sidecar = target.with_suffix(".json")
    if not refresh and target.is_file() and sidecar.is_file():
        return False
    facts = make(entry, target)
    if refresh or not sidecar.is_file():
        write(sidecar, {"title": entry["title"], "keywords": entry["keywords"]} | facts)
    return True


def main():
    refresh, started = "--refresh" in sys.argv[1:], time.monotonic()
    for folder in ("pictures", "clips", "music", "narration"):
        (LIBRARY / folder).mkdir(parents=True, exist_ok=True)
    jobs = [(e, copied) for e in PLAN["copies"]] + [(e, made) for e in PLAN["clips"]]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        new = sum(pool.map(lambda job: fill(*job, refresh), jobs))
    size = sum(f.stat().st_size for f in LIBRARY.rglob("*") if f.is_file())
    print(f"library: {len(jobs)} files, {new} of them new, {size / 1e6:.0f} MB"
          f" ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    main()
