"""A PostgreSQL of the checkout's own, for a laptop without one.

`ensure(data_dir)` starts a server from the binaries of an installed package (or of the system),
keeps its cluster in `data_dir`, and returns what a client needs to connect. Every process that
calls it holds a shared lock until it ends; the last one to end stops the server. Standard library
only, so that it may run before, beside and without Django. With DATABASE_URL none of this runs.

The folder: `pg<major>/` the cluster, `s/` the socket, `pgpass.txt` the password (0600),
`gate.lock` (taken while the cluster is made, started or stopped), `users.lock` (held shared by
whoever uses it).
"""

import atexit
import contextlib
import os
import shutil
import signal
import threading
import time
from pathlib import Path

from pathways_portal import devdb_host as host
from pathways_portal.devdb_cluster import (
    OLDEST_MAJOR,
    PORT,
    USER,
    Cluster,
    DevdbError,
    InUseError,
    fcntl,
    flock,
    open_lock,
)

LAUNCH_TRIES = 20

_servers = {}
_guard = threading.RLock()


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
        server = _servers.get(key) or EmbeddedPostgres(Path(key))
        server.remove()
        _servers.pop(key, None)


class EmbeddedPostgres(Cluster):
    """One cluster and its server. `start` and `release` may be called by many processes at once."""

    def __init__(self, data_dir):
        super().__init__(data_dir)
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
        self.prepare()
        with flock(self.gate, fcntl.LOCK_EX):
            self.identity = host.choose_identity(self.cluster, self.data_dir, self.bindir)
            # Held until we end. The kernel drops it if we crash, so a crash never leaves a server
            # that nobody may stop.
            self.users = open_lock(self.users_lock)
            fcntl.flock(self.users, fcntl.LOCK_SH)
            self.pid = os.getpid()
            atexit.register(self.release)
            try:
                if not (self.cluster / "PG_VERSION").exists():
                    self.initdb()
                self.read_password()
                self.prepare_socket_dir()
            except PermissionError as error:
                raise self.not_ours(self.data_dir) from error
            if not self.answers():
                self.launch()
            self.create_database()

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
            # A second Ctrl-C must not leave the server behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
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

    # --- Running it -----------------------------------------------------------------------------
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
            f"-k {self.socket_dir} -p {PORT} -c listen_addresses='' "
            "-c unix_socket_permissions=0700 -c max_connections=60 "
            # Short questions over data in memory: compiling them or fearing the disk costs more.
            "-c jit=off -c random_page_cost=1.1 -c shared_buffers=512MB"
        )
        for _attempt in range(LAUNCH_TRIES):
            host.forget_dead_postmaster(self.cluster / "postmaster.pid")
            before = log.stat().st_size if log.exists() else 0
            done = self.run(
                "pg_ctl", "start", "-w", "-t", "60", "-s", "-D", self.cluster.name,
                "-l", f"{self.cluster.name}/server.log", "-o", options,
            )  # fmt: skip
            if done.returncode == 0:
                return
            # After a kill -9 the dead server's children may still hold its shared memory.
            said = log.read_bytes()[before:].decode(errors="replace") if log.exists() else ""
            tail = (said or done.stdout).strip()[-600:]
            if "still in use" not in tail and "already exists" not in tail:
                break
            time.sleep(0.5)
        raise DevdbError(f"PostgreSQL did not start; the end of {log}: {tail}")

    def stop(self):
        """Stop the server at once, keeping all that is committed. Clients are disconnected."""
        self.run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60", "-s", "-D", self.cluster.name)


__all__ = ["OLDEST_MAJOR", "DevdbError", "InUseError", "ensure", "program", "remove", "revive"]
