"""New file systems in images, for what depends on the disk and leaves nothing to be removed."""
import contextlib, os, pathlib, shutil, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "faults/disks"))
from linux import Loop, enter_own_mounts, mount, patiently, unmount


@contextlib.contextmanager
def image(kind, base, megabytes=512, options=()):
    """A new file system in an image on the disk of `base`, mounted."""
    disk, place = base / f"{kind}.image", base / kind
    with open(disk, "wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run([f"mkfs.{kind}", "-q", *options, disk], check=True, stdout=subprocess.DEVNULL)
    place.mkdir(exist_ok=True)
    with Loop(disk) as loop:
        mount(loop.path, place, kind)
        try:
            yield place
        finally:
            patiently(unmount, place)
    disk.unlink()


def why_no_images(kinds=("ext4", "xfs")):
    """Why no file system can be mounted here; None where one can."""
    missing = [f"mkfs.{kind}" for kind in kinds if not shutil.which(f"mkfs.{kind}")]
    if missing:
        return f"{', '.join(missing)} missing; run: Scripts/setup.sh bench"
    if os.geteuid() != 0 or not os.path.exists("/dev/loop-control"):
        return "needs root and loop devices"
    try:
        enter_own_mounts()
    except OSError as error:
        return str(error)
    return None
