"""The portal behind gunicorn on loopback, over the scratch database, for as long as it is timed."""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from pathways_portal.common.processes import children
from programs.bench import gunicorn_conf
from programs.bench.clock import Times

START_SECONDS = 60
END_SECONDS = 20
LOOPBACK = "127.0.0.1"
# Pages are asked for as browsers do.
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "en"}


class ServerError(Exception):
    """A sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Server:
    """A running server: its port, its first process, and where it notes the time of each answer."""

    port: int
    pid: int
    log: Path

    def server_times(self, skip=0):
        """Milliseconds that each answer took inside a worker, without the first `skip`."""
        lines = self.log.read_text().split()
        return [int(line) / 1000 for line in lines[skip:]]

    def memory(self):
        """[(MB now, most MB ever)] of the web processes; empty where the system does not tell."""
        return [
            tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
            for fields in children(self.pid).values()
            if "VmRSS" in fields
        ]


@contextmanager
def served(more=None):
    """Serve the database that Django points at now; end the server, whatever happens.

    `more`: what else, or otherwise, stands in the server's environment.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _socket() as listening:
        log, ready = Path(folder) / "times.log", Path(folder) / "ready"
        environment = _environment(folder) | {gunicorn_conf.READY: str(ready)} | (more or {})
        _collect_static(environment)
        port = listening.getsockname()[1]
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "pathways_portal.wsgi",
                "--config", "python:programs.bench.gunicorn_conf",
                "--bind", f"fd://{listening.fileno()}", "--access-logfile", str(log),
            ],
            cwd=settings.BASE_DIR,
            env=environment,
            pass_fds=[listening.fileno()],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(process, ready)
            yield Server(port, process.pid, log)
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def ask_over_http(port, questions, *, clients):
    """Ask all the questions, `clients` at a time; (Times as the clients saw them, seconds)."""
    waiting, times, faults = SimpleQueue(), Times(), []
    for asked in questions:
        waiting.put(asked)

    def client():
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
        try:
            while True:
                asked = waiting.get_nowait()
                start = time.perf_counter()
                connection.request("GET", asked.address, headers=HEADERS)
                response = connection.getresponse()
                response.read()
                took = (time.perf_counter() - start) * 1000
                if response.status != 200:
                    raise ServerError(f"{asked.address} answered {response.status}.")
                times.add(asked.kind, took)
        except Empty:
            return
        except (OSError, http.client.HTTPException, ServerError) as error:
            faults.append(error)
        finally:
            connection.close()

    start = time.perf_counter()
    threads = [Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise ServerError(f"The server failed: {faults[0]}")
    return times, time.perf_counter() - start


def _socket():
    listening = socket.create_server((LOOPBACK, 0), backlog=64)
    listening.set_inheritable(True)
    return listening


def _environment(folder):
    """Production mode, without the portal's own secrets, cache, broker and mail."""
    return os.environ | {
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": LOOPBACK,
        "SECURE_SSL_REDIRECT": "0",
        "DATABASE_URL": database_url(connection.settings_dict),
        "REDIS_URL": "",
        "EMAIL_URL": "dummymail://",
        "STATIC_ROOT": str(Path(folder) / "static"),
        "LOG_LEVEL": "ERROR",
    }


def database_url(database):
    """The DATABASE_URL of a Django database, over a socket or a port."""
    user, password = (quote(database[part] or "", safe="") for part in ("USER", "PASSWORD"))
    options = {"host": database["HOST"], "port": database["PORT"]} | {
        name: value for name, value in database.get("OPTIONS", {}).items() if name == "sslmode"
    }
    options = urlencode({name: value for name, value in options.items() if value})
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    return f"postgres://{who}/{quote(database['NAME'])}?{options}"


def _collect_static(environment):
    """Pages name static files by their content, so the files must have been gathered."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=300,
    )


def _wait_for(process, ready):
    """Until every worker is there: one that comes later would be measured while it is cold."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError("The web server did not start.")
        if ready.exists() and len(set(ready.read_text().split())) >= gunicorn_conf.workers:
            return
        time.sleep(0.1)
    raise ServerError(f"The web server was not ready within {START_SECONDS} seconds.")
