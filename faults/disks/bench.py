"""Where the states of a recording are mounted and looked at."""
from linux import Loop, mount, patiently, unmount
from recording import Replay


class Bench:
    """A scratch file, its loop device and a mount point, for one state after another."""

    def __init__(self, folder, filesystem, recorded, number):
        self.filesystem = filesystem
        self.place = folder / f"state-{number}"
        self.place.mkdir()
        scratch = folder / f"scratch-{number}"
        self.replay = Replay(recorded, scratch)
        self.loop = Loop(scratch)

    def examine(self, state, judge):
        """Lay a state out, mount it and let `judge` look at it; the faults found."""
        self.replay.lay(state)
        self.loop.forget_cache()
        try:
            patiently(mount, self.loop.path, self.place, self.filesystem.kind,
                      self.filesystem.options)
        except OSError as error:
            return None, [f"not mountable: {error}"]
        try:
            return True, judge(str(self.place))
        finally:
            patiently(unmount, self.place)

    def close(self):
        self.loop.close()
        self.replay.close()
