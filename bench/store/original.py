"""What the original specification does to save a document, done again in Python.

A temporary file beside the document, read back and parsed; the three backups moved up, the newest
a copy of the document; the temporary renamed over it. Nothing is flushed: after a power cut the
document may be empty, and the backup too.

`original.py alone|writers FOLDER COUNT` prints the seconds that COUNT saves took.
"""
import json, os, secrets, shutil, sys, threading, time

GENERATIONS, WRITERS = 3, 8
VALUE = {"text": "x" * 4060}


def rotate(path):
    if not os.path.exists(path):
        return
    for number in range(GENERATIONS - 1, 0, -1):
        if os.path.exists(f"{path}.backup.{number}"):
            os.replace(f"{path}.backup.{number}", f"{path}.backup.{number + 1}")
    shutil.copyfile(path, f"{path}.backup.1")


def save(path, value):
    temporary = f"{path}.tmp.{secrets.token_hex(4)}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(json.dumps(value, indent=2))
    with open(temporary, encoding="utf-8") as file:
        json.loads(file.read())
    rotate(path)
    os.replace(temporary, path)


def main():
    mode, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    writers = WRITERS if mode == "writers" else 1

    def work(number):
        for _ in range(count // writers):
            save(f"{folder}/document-{number}.json", VALUE)

    started = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(time.perf_counter() - started)


main()
