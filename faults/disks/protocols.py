"""Ways to replace a file that are known to lose data in a power cut: the positive controls."""
import os, random

from ledger import Ledger


def write(path, data, is_synced):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(descriptor, data)
    if is_synced:
        os.fsync(descriptor)
    os.close(descriptor)


def sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def original(path, data):
    """Temporary, the old version copied to a backup, rename; nothing synced."""
    write(f"{path}.tmp", data, is_synced=False)
    if os.path.exists(path):
        with open(path, "rb") as old:
            write(f"{path}.backup.1", old.read(), is_synced=False)
    os.rename(f"{path}.tmp", path)


def foundation_atomic(path, data):
    """What Foundation's `.atomic` does: the file is synced, its folder is not."""
    write(f"{path}.tmp", data, is_synced=True)
    os.rename(f"{path}.tmp", path)


def unsynced_file(path, data):
    """The folder is synced, the file before its rename is not."""
    write(f"{path}.tmp", data, is_synced=False)
    os.rename(f"{path}.tmp", path)
    sync_folder(os.path.dirname(path))


CONTROLS = {
    "original protocol": original,
    "Foundation's .atomic": foundation_atomic,
    "rename without fsync of the file": unsynced_file,
}


def save_often(root, position, save, times=60):
    """Save one document again and again, another file being synced beside it now and then."""
    ledger, chance = Ledger(str(root)), random.Random(1)
    path = os.path.join(root, "doc.json")
    for number in range(times):
        begin = position()
        text = '{"revision": %d, "text": "%s"}\n' % (number, "x" * chance.randrange(3000, 30000))
        save(path, text.encode())
        ledger.step("save", begin, position())
        if number % 2:
            begin = position()
            write(os.path.join(root, "other"), b"%d" % number, is_synced=True)
            ledger.step("other", begin, position())
    return ledger
