"""The file systems that faults are tried on: how each is made and mounted."""
import dataclasses, os, subprocess

import faults
from linux import enter_own_mounts


def prepare(filesystems, *programs):
    """Make ready to mount these, in mounts of our own; where this machine cannot: not run."""
    faults.need(*programs, *sorted({filesystem.make[0] for filesystem in filesystems}))
    if os.geteuid() != 0 or not os.path.exists("/dev/loop-control"):
        faults.not_run("needs root and loop devices")
    with open("/proc/filesystems") as file:
        known = file.read().split()
    missing = sorted({filesystem.kind for filesystem in filesystems} - set(known))
    if missing:
        faults.not_run(f"this kernel has no {', '.join(missing)}")
    try:
        enter_own_mounts()
    except OSError as error:
        faults.not_run(str(error))


@dataclasses.dataclass(frozen=True)
class FileSystem:
    name: str
    kind: str
    megabytes: int
    make: tuple
    options: str = ""
    #: Copies of one image can be mounted at the same time.
    shares_identity: bool = True

    def format(self, path):
        """Make an empty file system of this kind in a new file."""
        with open(path, "wb") as file:
            file.truncate(self.megabytes << 20)
        subprocess.run([*self.make, str(path)], check=True, stdout=subprocess.DEVNULL)


SMALL_EXT4 = ("mkfs.ext4", "-q", "-F", "-b", "4096", "-J", "size=4", "-N", "4096", "-m", "0")
EXT4 = FileSystem("ext4", "ext4", 32, SMALL_EXT4)
EXT4_NO_ALLOC = FileSystem("ext4 noauto_da_alloc", "ext4", 32, SMALL_EXT4, "noauto_da_alloc")
XFS = FileSystem("XFS", "xfs", 300, ("mkfs.xfs", "-q", "-f"), "nouuid")
BTRFS = FileSystem("btrfs", "btrfs", 160, ("mkfs.btrfs", "-q", "-f", "-m", "single"),
                   shares_identity=False)
#: Blocks of 1 kB, so that the space left can be any number of kB; few inodes. An import
#: wants 16 MB beyond what it unpacks.
EXT4_FINE = FileSystem("ext4", "ext4", 36, (
    "mkfs.ext4", "-q", "-F", "-b", "1024", "-J", "size=1", "-N", "640", "-m", "0"))
ALL = (EXT4, EXT4_NO_ALLOC, XFS, BTRFS)
