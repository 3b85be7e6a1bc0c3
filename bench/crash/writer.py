"""Makes a file in pieces, slowly, and notes what it does: `writer.py SOURCE TARGET NOTES`.

An input that says `bad` ends it with an error when half of its output is written.
"""
import os, pathlib, sys, time

PIECES, PAUSE = 5, 0.04


def made(text, piece):
    return f"{piece} {text}"


def main():
    source, target, notes = sys.argv[1:]
    name, place = os.path.basename(source), os.path.abspath(target)
    log = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def note(word):
        line = f"{time.monotonic():.6f} {word} {name} {os.getpid()} {place}\n"
        os.write(log, line.encode())

    note("begin")
    text = pathlib.Path(source).read_text()
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for piece in range(PIECES):
        if text.startswith("bad") and piece > PIECES // 2:
            note("fail")
            sys.exit(1)
        os.write(file, made(text, piece).encode())
        note("piece")
        time.sleep(PAUSE)
    note("end")


if __name__ == "__main__":
    main()
