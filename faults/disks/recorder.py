"""nbdkit plugin: a disk in memory that writes down every write and flush in their order.

The log is a sequence of (offset, length) as little-endian u64 and u32, each followed by the bytes
that were written; a flush is (0, 0). Its length is a moment of the recording.

Parameters: image (the file that the disk begins as), log (where to write), and poison (a file).
While that exists every write that contains its bytes fails with EIO, after as many that do not as
its first line says; each failure adds a byte to the file `<poison>.hits`.
"""
import errno, io, os, struct
import nbdkit

API_VERSION = 2
settings = {}
poison, spared = None, 0


def config(name, value):
    settings[name] = value


def get_ready():
    global disk, log
    with io.open(settings["image"], "rb") as file:
        disk = bytearray(file.read())
    log = os.open(settings["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def thread_model():
    return nbdkit.THREAD_MODEL_SERIALIZE_ALL_REQUESTS


def open(readonly):
    return 1


def get_size(handle):
    return len(disk)


def can_flush(handle):
    return True


def pread(handle, buffer, offset, flags):
    buffer[:] = disk[offset:offset + len(buffer)]


def is_poisoned(data):
    global spared, poison
    try:
        with io.open(settings["poison"], "rb") as file:
            first, mark = file.read().split(b"\n", 1)
    except (KeyError, FileNotFoundError):
        return False
    if poison != (first, mark):
        poison, spared = (first, mark), int(first)
    if mark not in bytes(data):
        return False
    spared -= 1
    return spared < 0


def pwrite(handle, data, offset, flags):
    if is_poisoned(data):
        with io.open(settings["poison"] + ".hits", "ab") as file:
            file.write(b"x")
        nbdkit.set_error(errno.EIO)
        raise OSError(errno.EIO, "poisoned")
    disk[offset:offset + len(data)] = data
    os.writev(log, [struct.pack("<QI", offset, len(data)), data])


def flush(handle, flags):
    os.write(log, struct.pack("<QI", 0, 0))
