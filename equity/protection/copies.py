"""Work on several things at once, in copies of this process, on as many processors as there are.

Copies see everything as it stood when work began, so nothing has to be sent to them. Pools of
`multiprocessing` are not for this: a worker of a task queue may have none, and a copy whose process
was killed would wait forever. Here it stops at the next result that nobody reads.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Pipe, wait

WIDTH = 4
"""Bytes of a number in the pipe that hands things out."""
MOST = 10_000
"""Things at most: their numbers have to fit into the pipe."""


class CopyLost(RuntimeError):
    """A copy of the process ended before its work was done."""


def processors() -> int:
    return len(os.sched_getaffinity(0))


def in_copies(work: Callable, things: Sequence) -> Iterator[tuple[int, object]]:
    """(its number, `work(thing)`) of each of `things`, as they end; the first are begun first.

    `work` changes nothing here: what it finds has to be in its result, which can be pickled.
    Raises `CopyLost` where a copy was killed or `work` raised an error, whose words it has;
    ValueError for more than `MOST` things.
    """
    if len(things) > MOST:
        raise ValueError(f"{len(things)} things; {MOST} at most")
    numbers = _handed_out(len(things))
    copies, readers = [], []
    try:
        for _ in range(min(processors(), len(things))):
            reader, writer = Pipe(duplex=False)
            readers.append(reader)
            copies.append(_copy(work, things, numbers, readers, writer))
            writer.close()
        yield from _results(readers)
    finally:
        os.close(numbers)
        for reader in readers:
            reader.close()
        for copy in copies:
            os.kill(copy, signal.SIGKILL)  # ended, or not needed any more
            os.waitpid(copy, 0)


def _handed_out(size):
    """A pipe with the numbers of all things: whoever is free takes the next one."""
    numbers, end = os.pipe()
    with os.fdopen(end, "wb") as end:
        end.write(b"".join(number.to_bytes(WIDTH) for number in range(size)))
    return numbers


def _copy(work, things, numbers, readers, writer):
    """The process id of a copy at work."""
    sys.stdout.flush()
    sys.stderr.flush()
    copy = os.fork()
    if copy:
        return copy
    try:
        for reader in readers:  # as long as one is open here, nobody would be missed
            reader.close()
        while number := os.read(numbers, WIDTH):
            number = int.from_bytes(number)
            try:
                writer.send((number, work(things[number]), None))
            except Exception:  # told where it is waited for
                writer.send((number, None, traceback.format_exc()))
        writer.send(None)
    finally:
        os._exit(0)  # what this process was to close at its end is its own


def _results(readers):
    waiting = list(readers)
    while waiting:
        for reader in wait(waiting):
            try:
                told = reader.recv()
            except EOFError:
                raise CopyLost(
                    "A copy of the process was ended before its work was done."
                ) from None
            if told is None:
                waiting.remove(reader)
                continue
            number, result, error = told
            if error:
                raise CopyLost(error)
            yield number, result
