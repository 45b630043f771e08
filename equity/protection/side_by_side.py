"""Jobs on separate counts of one release, on as many processors as there are.

A job runs in a copy of this process and sends back what it changed: what is hidden, what has lost
its band, and the witnesses found. Jobs of one call have no count in common, so the result is the
same in whatever order they end, and on one processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from .cells import Rule
from .certify import Certificate
from .copies import in_copies, processors
from .knowledge import Knowledge

FEW = 2000
"""Counts that are short in all, below which copies of the process are not worth making."""


@dataclass
class Shared:
    """What jobs read and change; `excused`: counts that need no range; `pulled`: those that can
    move as things stand have theirs."""

    knowledge: Knowledge
    certificate: Certificate
    excused: np.ndarray
    pulled: bool


def at_once(jobs, shared: Shared):
    """Run `jobs`, the largest first; yields what each returned once its changes are in `shared`.

    Raises `copies.CopyLost`.
    """
    jobs = sorted(jobs, key=lambda job: -len(job.counts()))
    if min(len(jobs), processors()) < 2 or len(shared.certificate.left()) < FEW:
        for job in jobs:
            yield job.run(shared)
        return
    for number, (done, changes) in in_copies(partial(_run, shared), jobs):
        _apply(shared, jobs[number].counts(), changes)
        yield done


def _run(shared, job):
    done = job.run(shared)
    counts, knowledge, certificate = job.counts(), shared.knowledge, shared.certificate
    changes = (
        knowledge.hidden[counts], knowledge.band_low[counts] < 0,
        certificate.low[counts], certificate.high[counts],
    )  # fmt: skip
    return done, changes


def _apply(shared, counts, changes):
    hidden, bare, low, high = changes
    knowledge = shared.knowledge
    knowledge.rule[counts[hidden & ~knowledge.hidden[counts]]] = Rule.COMPLEMENTARY
    knowledge.hidden[counts] = hidden
    knowledge.drop_bands(counts[bare])
    shared.certificate.low[counts], shared.certificate.high[counts] = low, high
