"""Processes of this machine, read from `/proc`; none are found where there is none, as on a Mac."""

from pathlib import Path


def children(pid):
    """{process id: its status as {name: text}} of the processes that `pid` started itself."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:  # it has just ended
            continue
        if int(fields["PPid"]) == pid:
            found[int(status.parent.name)] = fields
    return found
