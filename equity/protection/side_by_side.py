"""Jobs on separate counts of one release, on as many processors as there are.

A job runs in a copy of this process and sends back what it changed: what is hidden, what has lost
its band, and the witnesses found. Jobs of one call have no count in common, so the result is the
same in whatever order they end, and on one processor. If a copy is lost, BrokenProcessPool says so.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np

from .cells import Rule
from .certify import Certificate
from .knowledge import Knowledge

FEW = 2000
"""Counts that are short in all, below which copies of the process are not worth making."""

_working = None
"""(jobs, shared) of the call that is under way: copies of the process find them here."""


@dataclass
class Shared:
    """What jobs read and change; `excused`: counts that need no range; `pulled`: those that can
    move as things stand have theirs."""

    knowledge: Knowledge
    certificate: Certificate
    excused: np.ndarray
    pulled: bool


def at_once(jobs, shared: Shared):
    """Run `jobs`, the largest first; yields what each returned once its changes are in `shared`."""
    global _working
    jobs = sorted(jobs, key=lambda job: -len(job.counts()))
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers < 2 or len(shared.certificate.left()) < FEW or _is_daemon():
        for job in jobs:
            yield job.run(shared)
        return
    _working = jobs, shared
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            for ended in as_completed([pool.submit(_run, at) for at in range(len(jobs))]):
                number, done, changes = ended.result()
                _apply(shared, jobs[number].counts(), changes)
                yield done
    finally:
        _working = None


def _is_daemon():
    """Such a process may have no copies."""
    return multiprocessing.current_process().daemon


def _run(number):
    jobs, shared = _working
    done = jobs[number].run(shared)
    counts, knowledge, certificate = jobs[number].counts(), shared.knowledge, shared.certificate
    changes = (
        knowledge.hidden[counts], knowledge.band_low[counts] < 0,
        certificate.low[counts], certificate.high[counts],
    )  # fmt: skip
    return number, done, changes


def _apply(shared, counts, changes):
    hidden, bare, low, high = changes
    knowledge = shared.knowledge
    knowledge.rule[counts[hidden & ~knowledge.hidden[counts]]] = Rule.COMPLEMENTARY
    knowledge.hidden[counts] = hidden
    knowledge.drop_bands(counts[bare])
    shared.certificate.low[counts], shared.certificate.high[counts] = low, high
