"""A solver of linear programs that says nothing."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager
from functools import cache

import highspy


def new_solver(**options) -> highspy.Highs:
    """A HiGHS solver on one thread, with `options` of HiGHS."""
    _greeted()
    solver = highspy.Highs()
    solver.silent()
    for name, value in {"threads": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


@cache
def _greeted():
    """The first solver of a process prints who made it, before it can be told not to."""
    with _standard_output_away():
        highspy.Highs()
    return True


@contextmanager
def _standard_output_away():
    sys.stdout.flush()
    ctypes.CDLL(None).fflush(None)
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
