"""Work in copies of this process: everything done once, failures told, nobody left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from equity.protection.copies import MOST, CopyLost, in_copies

SEEN = [1]


def _with_what_stands_here(thing):
    return thing * 10 + SEEN[0]


def _by(thing):
    time.sleep(0.05)
    return os.getpid()


def _is_left(pid):
    """Whether it runs; one that has ended and that nobody asked about is no more than a number."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_each_thing_is_done_once_with_what_stands_here():
    SEEN[0] = 7
    assert dict(in_copies(_with_what_stands_here, [3, 1, 2])) == {0: 37, 1: 17, 2: 27}


def test_nothing_to_do_is_nothing():
    assert list(in_copies(_by, [])) == []


def test_work_is_not_done_in_this_process_and_no_copy_stays():
    by = {pid for _, pid in in_copies(_by, range(12))}
    assert os.getpid() not in by
    assert len(by) == min(12, len(os.sched_getaffinity(0)))
    assert not any(_is_left(pid) for pid in by)


def test_who_stops_listening_leaves_no_copy():
    results = in_copies(_by, range(100))
    _, pid = next(results)
    results.close()
    assert not _is_left(pid)


def test_an_error_is_told_with_its_words():
    def work(thing):
        raise KeyError(f"no such thing as {thing}")

    with pytest.raises(CopyLost, match="no such thing as 5"):
        list(in_copies(work, [5]))


def test_a_copy_that_is_killed_is_told():
    def work(thing):
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(CopyLost, match="ended before"):
        list(in_copies(work, [1, 2, 3]))


def test_too_many_things_are_refused():
    with pytest.raises(ValueError, match=f"{MOST} at most"):
        next(in_copies(_by, range(MOST + 1)))


def _in_a_worker(queue):
    queue.put(sorted(in_copies(_with_what_stands_here, [1, 2])))


def test_a_worker_that_may_have_no_processes_can():
    queue = multiprocessing.get_context("fork").Queue()
    worker = multiprocessing.get_context("fork").Process(
        target=_in_a_worker, args=[queue], daemon=True
    )
    worker.start()
    assert queue.get(timeout=20) == [(0, 10 + SEEN[0]), (1, 20 + SEEN[0])]
    worker.join(20)


ENDLESS = """
import os, sys, time
from equity.protection.copies import in_copies

def work(thing):
    os.write(1, f"{os.getpid()} ".encode())
    time.sleep(0.2)

list(in_copies(work, range(1000)))
"""


def test_copies_of_a_process_that_was_killed_end():
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        copy = int(b"".join(iter(lambda: process.stdout.read(1), b" ")))
        process.kill()
    deadline = time.monotonic() + 10
    while _is_left(copy) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_left(copy)
