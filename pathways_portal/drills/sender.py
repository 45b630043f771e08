"""A process that sends what is due, as a worker does, and prints what it cost as JSON."""

import json
import os
import resource
import time
from pathlib import Path

EVERY = 250


def memory():
    """MB of this process now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu():
    """Seconds of processor time of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    import django

    django.setup()
    from pathways_portal.common.outbox import work

    samples, done = [round(memory(), 1)], 0

    def told(_delivery, _outcome):
        nonlocal done
        done += 1
        if done % EVERY == 0:
            samples.append(round(memory(), 1))

    start, before = time.monotonic(), cpu()
    counts = work.deliver_due(told=told)
    samples.append(round(memory(), 1))
    print(
        json.dumps(
            {
                "pid": os.getpid(),
                "counts": dict(counts),
                "seconds": round(time.monotonic() - start, 2),
                "cpu": round(cpu() - before, 2),
                "memory": samples,
            }
        )
    )


if __name__ == "__main__":
    main()
