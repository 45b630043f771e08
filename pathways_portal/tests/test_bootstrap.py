"""The two commands from a bare Python. Installs go through a fake uv where the real one would only
cost minutes: what is tested is who installs, how often, and what a person is told."""

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from pathways_portal import bootstrap
from pathways_portal.bootstrap import BASE_DIR, Environment
from pathways_portal.tests.ports import free_port

PINS = "django==5.2.19 \\\n    --hash=sha256:aa\n"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with nothing in it but the bootstrap and its locks, in a path with a space."""
    root = tmp_path / "my checkout"
    (root / "pathways_portal").mkdir(parents=True)
    shutil.copy(BASE_DIR / "manage.py", root)
    shutil.copy(BASE_DIR / "pathways_portal" / "bootstrap.py", root / "pathways_portal")
    (root / "pathways_portal" / "__init__.py").touch()
    shutil.copy(BASE_DIR / "requirements-dev.txt", root)
    (root / "requirements.txt").write_text(PINS)
    return root


def make_fake_venv(checkout, uv):
    """A `.venv` whose pip and uv are scripts; `uv` is the text of the latter."""
    folder = checkout / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name, text in {"python": "exit 0", "uv": uv}.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)


def run_manage(checkout, *arguments, **environment):
    """Run manage.py with a Python that has none of our packages (-S hides them)."""
    return subprocess.run(
        [sys.executable, "-S", str(checkout / "manage.py"), *arguments],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_first_start_installs_the_lock_and_goes_on_inside(checkout):
    make_fake_venv(checkout, 'echo "$@" >> "$0.log"')

    done = run_manage(checkout, "version")

    lock = checkout / "requirements.txt"
    installed = (checkout / ".venv/bin/uv.log").read_text()
    assert done.returncode == 0, done.stderr
    assert f"--require-hashes -r {lock}" in installed
    assert Environment(checkout).stamp.read_text() == hashlib.sha256(lock.read_bytes()).hexdigest()


def test_second_start_installs_nothing(checkout):
    make_fake_venv(checkout, 'echo "$@" >> "$0.log"')
    run_manage(checkout, "version")

    run_manage(checkout, "version")

    assert len((checkout / ".venv/bin/uv.log").read_text().splitlines()) == 1


def test_changed_lock_is_installed_again(checkout):
    make_fake_venv(checkout, 'echo "$@" >> "$0.log"')
    run_manage(checkout, "version")
    (checkout / "requirements.txt").write_text(PINS + "# newer\n")

    run_manage(checkout, "version")

    assert len((checkout / ".venv/bin/uv.log").read_text().splitlines()) == 2


def test_two_first_starts_at_once_install_once(checkout):
    make_fake_venv(checkout, 'sleep 0.5; echo "$@" >> "$0.log"')
    command = [sys.executable, "-S", str(checkout / "manage.py"), "version"]

    starts = [subprocess.Popen(command, env={"PATH": "/usr/bin:/bin"}) for _n in range(2)]
    codes = [start.wait(timeout=60) for start in starts]

    assert codes == [0, 0]
    assert len((checkout / ".venv/bin/uv.log").read_text().splitlines()) == 1


def test_failed_install_leaves_no_stamp(checkout):
    make_fake_venv(checkout, "exit 1")
    (checkout / ".venv/bin/python").write_text(
        '#!/bin/sh\ncase "$*" in *--version*) exit 0;; *) echo broken; exit 1;; esac\n'
    )

    done = run_manage(checkout, "version")

    assert done.returncode == 1
    assert "could not be installed from requirements.txt" in done.stderr
    assert not Environment(checkout).stamp.exists()


@pytest.mark.parametrize(
    "output",
    [
        "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
        "error: Failed to fetch: `https://pypi.org/simple/django/`",
        "ERROR: No matching distribution found for django==5.2.19",
    ],
)
def test_offline_without_a_cache_is_one_plain_sentence(output):
    sentence, _rest = bootstrap.explain(output).split("\n", 1)

    assert sentence.startswith("The portal's packages are not on this machine yet")
    assert "Connect to the internet once" in sentence


def test_python_without_venv_names_the_package_to_install(checkout):
    # A Python whose ensurepip is missing, as on Debian without python3-venv.
    code = (
        "import importlib.util, sys; real = importlib.util.find_spec;"
        "importlib.util.find_spec = lambda n, *a: None if n == 'ensurepip' else real(n, *a);"
        "from pathways_portal.bootstrap import Environment; from pathlib import Path;"
        "Environment(Path.cwd()).prepare()"
    )

    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=checkout, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert "sudo apt-get install python3-venv" in done.stderr


def test_older_python_is_told_what_it_needs():
    source = (BASE_DIR / "manage.py").read_text()
    older = source.replace("sys.version_info < (3, 11)", "sys.version_info < (9, 0)")

    done = subprocess.run(
        [sys.executable, "-c", older], capture_output=True, text=True, cwd=BASE_DIR
    )

    assert done.returncode == 1
    assert "The portal needs Python 3.11 or newer; this is Python 3." in done.stderr


def test_environment_with_our_django_is_left_alone(checkout):
    done = subprocess.run(
        [sys.executable, str(checkout / "manage.py"), "version"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
    )

    assert done.stdout.strip().startswith("5.2")
    assert not (checkout / ".venv").exists()


def test_django_of_another_series_is_not_ours(checkout):
    (checkout / "requirements.txt").write_text("django==4.1.0\n")

    assert not bootstrap.has_our_django(checkout / "requirements.txt")


def test_pinned_uv_is_installed_with_its_hashes():
    text = (BASE_DIR / "requirements-dev.txt").read_text()

    assert re.search(r"^uv==[\d.]+ \\\n +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)


def test_terminated_server_leaves_no_database_behind(tmp_path):
    """SIGTERM to a serving process: the embedded server it started stops with it."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=BASE_DIR,
        env=environment | {"PORTAL_DATA_DIR": str(tmp_path / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    running = list((tmp_path / "data").glob("pg*/postmaster.pid"))

    process.send_signal(signal.SIGTERM)
    code = process.wait(timeout=60)

    assert len(running) == 1
    assert code == 143
    assert list((tmp_path / "data").glob("pg*/postmaster.pid")) == []


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "0"}, "SECRET_KEY is not set"),
        ({"DEBUG": "0", "SECRET_KEY": "x" * 60}, "ALLOWED_HOSTS is not set"),
        ({"DEBUG": "1"}, "DEBUG is on, and this is a web server"),
    ],
)
def test_web_server_without_a_required_setting_is_told_how_to_set_it(environment, sentence):
    done = subprocess.run(
        [sys.executable, "-c", "import pathways_portal.wsgi"],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "export " in done.stderr


def test_production_set_up_is_clean():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DEBUG": "0",
            "SECRET_KEY": "5p7nBvW0yq3Kx9Zt1mHc8RfJ2dLs6Gu4EaTiOoYb-QwXzNkVhPlCjMgD",
            "ALLOWED_HOSTS": "pathways.example.org",
        },
        capture_output=True,
        text=True,
    )

    assert done.stdout.strip() == "System check identified no issues (0 silenced)."
