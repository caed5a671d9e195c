"""A bare computer: Debian's smallest system behind a root of its own, with namespaces of its own.

Its root is made by ``pivot_root``, not ``chroot``: in a chroot the kernel forbids user namespaces, and so the sandbox
of QtWebEngine, which these tests want to see working. Screen and network are those of the machine the tests run on.
Needs root.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
USER = "ejer"
FRESH_S = 20 * 3600
"""A base older than this is made anew: its lists of packages would name files that are gone."""
_HOLD = """
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"
cd "$2/root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mknod -m 666 dev/null c 1 3; mknod -m 666 dev/zero c 1 5; mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8; mknod -m 666 dev/urandom c 1 9; mknod -m 666 dev/tty c 5 0
mkdir -p handed ".$3" old-root
mount --bind "$4" handed
mount --bind /tmp/.X11-unix ".$3"
pivot_root . old-root
umount -l /old-root
rmdir /old-root
echo ready
while :; do sleep 3600 & wait; done
"""
Ran = subprocess.CompletedProcess[str]


def make_base(folder: Path, suite: str = "bookworm") -> Path:
    """Return a bare system of a release of Debian in ``folder``; debootstrap makes it anew when it is a day old."""
    stamp = folder / "made"
    if stamp.exists() and time.time() - stamp.stat().st_mtime < FRESH_S:
        return folder / "root"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    root = folder / "root"
    subprocess.run(["debootstrap", "--variant=minbase", suite, root, _mirror()], check=True, stdout=subprocess.DEVNULL)
    (root / "etc/dpkg/dpkg.cfg.d/quick").write_text("force-unsafe-io\n")
    subprocess.run(["chroot", root, "apt-get", "-q", "update"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["chroot", root, "useradd", "--create-home", USER], check=True)
    stamp.touch()
    return root


def _mirror() -> str:
    """Return where this machine's own packages come from."""
    for line in SOURCES.read_text(encoding="utf-8").splitlines() if SOURCES.exists() else ():
        if line.startswith("URIs:"):
            return line.split()[1]
    return "http://deb.debian.org/debian"


@dataclass
class Machine:
    """One computer while it is switched on."""

    target: int
    """Process id, outside, of what holds its namespaces."""
    layer: Path
    """What was changed on it."""
    environ: dict[str, str] = field(default_factory=dict)
    """Of the user's session, beside what every session has."""
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    """What runs; it ends with the machine."""

    def start(self, *command: str, user: str = USER, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a command as a user in a session of its own."""
        pipe = subprocess.PIPE
        process = subprocess.Popen(self._words(command, user, environ), stdout=pipe, stderr=pipe, text=True)
        self.started.append(process)
        return process

    def kill(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        """End what was started at once, and return what it has printed."""
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        return process.communicate(timeout=60)

    def run(
        self,
        *command: str,
        user: str = USER,
        environ: Mapping[str, str] | None = None,
        seconds: float = 300,
        status: int | None = 0,
    ) -> Ran:
        """Run a command to its end; ``status``: what it must end with (None: anything)."""
        words = self._words(command, user, environ)
        ran = subprocess.run(words, capture_output=True, text=True, timeout=seconds, check=False)
        said = f"{command} ended with {ran.returncode}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
        assert status is None or ran.returncode == status, said
        return ran

    def apt(self, *words: str, status: int | None = 0) -> Ran:
        """Run apt-get as root, without recommended packages."""
        command = ("apt-get", "-q", "-y", "--no-install-recommends", *words)
        return self.run(*command, user="root", environ={"DEBIAN_FRONTEND": "noninteractive"}, status=status)

    def files(self, *folders: str) -> set[str]:
        """Return every path below these folders."""
        return set(self.run("find", *folders, "-xdev", user="root", status=None).stdout.splitlines())

    def _words(self, command: tuple[str, ...], user: str, environ: Mapping[str, str] | None) -> list[str]:
        home = "/root" if user == "root" else f"/home/{user}"
        base = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "USER": user, "LANG": "C.UTF-8"}
        said = base | ({} if user == "root" else self.environ) | dict(environ or {})
        pairs = [f"{name}={value}" for name, value in said.items()]
        enter = ["nsenter", "--target", str(self.target), "--mount", "--pid", "--wd=/"]
        who = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        return [*enter, "--", "env", "-i", *pairs, *who, "env", f"--chdir={home}", *command]


@contextmanager
def switched_on(layers: list[Path], handed: Path) -> Iterator[Machine]:
    """Yield a machine whose disk begins as these layers (the topmost first); ``handed`` is seen as ``/handed``.

    What is changed on it stays in ``machine.layer`` until the caller removes it.
    """
    layer = Path(tempfile.mkdtemp(prefix="bilagsdrop-machine-"))
    for name in ("upper", "work", "root"):
        (layer / name).mkdir(mode=0o755)
    Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
    words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
    arguments = ["hold", ":".join(map(str, layers)), str(layer), "/tmp/.X11-unix", str(handed)]
    pipe = subprocess.PIPE
    holder = subprocess.Popen([*words, "sh", "-eu", "-c", _HOLD, *arguments], stdout=pipe, stderr=pipe, text=True)
    assert holder.stdout is not None
    assert holder.stderr is not None
    machine: Machine | None = None
    try:
        if holder.stdout.readline() != "ready\n":
            raise RuntimeError(f"the machine does not start: {holder.stderr.read()}")
        child = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text().split()[0]
        machine = Machine(int(child), layer)
        yield machine
    finally:
        holder.kill()  # its child, and with it everything on the machine, goes with it
        holder.wait()
        holder.stdout.close()
        holder.stderr.close()
        for process in machine.started if machine else ():
            process.communicate(timeout=60)  # it is gone; its pipes are to be closed


def can_be_made() -> str | None:
    """Return why no machine can be made here, or None."""
    if os.geteuid() != 0:
        return "needs root"
    missing = [name for name in ("debootstrap", "unshare", "nsenter", "setpriv") if shutil.which(name) is None]
    return f"needs {', '.join(missing)}" if missing else None
