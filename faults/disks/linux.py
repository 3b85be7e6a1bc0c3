"""Mounts and loop devices by system call, tied to this process so that nothing outlives it.

`enter_own_mounts` gives the process a mount namespace that goes away with its last member, and a
`Loop` is freed by the kernel at its last close: a test that is killed leaves neither behind.
"""
import ctypes, errno, fcntl, os, shutil, signal, struct, sys, time

CLONE_NEWNS, MS_REC, MS_PRIVATE, MS_NOATIME, MNT_DETACH = 0x20000, 0x4000, 0x40000, 0x400, 2
LOOP_CONTROL_GET_FREE, LOOP_CONFIGURE, LO_FLAGS_AUTOCLEAR = 0x4C82, 0x4C0A, 4
LOOP_SET_CAPACITY, BLKFLSBUF = 0x4C07, 0x1261
SHUTDOWN = 0x8004587D
SHUTDOWN_LOG_FLUSHED, SHUTDOWN_LOG_LOST = 1, 2
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def check(result, what):
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def enter_own_mounts():
    """Leave the machine's mounts alone from now on, and clean up on SIGTERM too."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    check(LIBC.unshare(CLONE_NEWNS), "unshare")
    check(LIBC.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "mount --make-rprivate")


def mount(source, target, kind, options=""):
    words = [str(word).encode() for word in (source, target, kind)]
    check(LIBC.mount(*words, MS_NOATIME, options.encode()), f"mount {kind} {options}")


def unmount(target, lazily=False):
    check(LIBC.umount2(str(target).encode(), MNT_DETACH if lazily else 0), f"umount {target}")


def remove(folder):
    """Remove a test's folder, whatever is still mounted below it."""
    with open("/proc/self/mounts") as file:
        places = [line.split()[1] for line in file]
    for place in places:
        if place.startswith(f"{folder}/"):
            unmount(place, lazily=True)
    shutil.rmtree(folder, ignore_errors=True)


def patiently(action, *arguments, seconds=10):
    """Do something again for as long as a process or mount that is going away keeps it busy."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return action(*arguments)
        except OSError as error:
            if error.errno != errno.EBUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.005)


def die_with_parent():
    """For `preexec_fn`: the child is killed when the thread that started it ends."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def shut_down(folder, flag):
    """Stop a mounted file system as a power cut does, with or without its log flushed first."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, SHUTDOWN, struct.pack("I", flag))
    finally:
        os.close(descriptor)


class Loop:
    """A loop device on a file, freed when it is closed and not mounted."""

    def __init__(self, path):
        control, backing = os.open("/dev/loop-control", os.O_RDWR), os.open(path, os.O_RDWR)
        try:
            while True:
                number = fcntl.ioctl(control, LOOP_CONTROL_GET_FREE)
                self.path = f"/dev/loop{number}"
                self.descriptor = os.open(self.path, os.O_RDWR)
                try:
                    fcntl.ioctl(self.descriptor, LOOP_CONFIGURE, self._configuration(backing))
                    return
                except OSError:  # somebody was faster
                    os.close(self.descriptor)
        finally:
            os.close(control)
            os.close(backing)

    @staticmethod
    def _configuration(backing):
        """struct loop_config: descriptor, block size, struct loop_info64, reserved words."""
        info = bytearray(232)
        struct.pack_into("I", info, 52, LO_FLAGS_AUTOCLEAR)
        return struct.pack("II", backing, 512) + bytes(info) + bytes(64)

    def forget_cache(self):
        """Make the kernel read the backing file again, after it was changed behind its back."""
        fcntl.ioctl(self.descriptor, BLKFLSBUF)

    def close(self):
        os.close(self.descriptor)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
