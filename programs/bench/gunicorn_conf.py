"""How the measurement serves: as the README says, on loopback, and never longer than its parent."""

import os
import signal
import threading
import time

workers = 2
worker_class = "gthread"
threads = 1
limit_request_line = 8190
loglevel = "warning"
# Microseconds in the worker, for each answer.
access_log_format = "%(D)s"
LONGEST_SECONDS = 1800
# The environment names a file in which each worker puts a line once it has loaded the portal.
READY = "BENCH_READY"


def post_worker_init(worker):
    with open(os.environ[READY], "a") as ready:
        ready.write(f"{worker.pid}\n")


def when_ready(server):
    """End with whoever started us, even if that one was killed."""
    parent = os.getppid()

    def watch():
        deadline = time.monotonic() + LONGEST_SECONDS
        while os.getppid() == parent and time.monotonic() < deadline:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
