"""The releases that come with the portal: fixtures/equity/releases.csv and the files it names."""

import csv
from dataclasses import dataclass
from pathlib import Path

from equity.importing import guards, load
from equity.models import Release
from equity.publication import publish

FOLDER = "releases"
LIST = "releases.csv"
_COLUMNS = ["file", "label", "is_synthetic", "publish", "source", "source_url", "note"]


class BadList(Exception):
    """The list of releases is wrong; the message says where."""


@dataclass(frozen=True)
class Listed:
    path: Path
    publish: bool
    fields: dict
    """Of the release: label, source, source_url, note, is_synthetic."""


def listed(folder):
    """The releases in the order in which they are loaded; raises `BadList`."""
    found = []
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != _COLUMNS:
            raise BadList(f"{LIST}, line 1: the columns are {', '.join(_COLUMNS)}.")
        for row in reader:
            path = folder / FOLDER / row["file"]
            if not path.is_file():
                raise BadList(f"{LIST}, line {reader.line_num}: there is no file {row['file']}.")
            flags = {name: row[name] == "yes" for name in ("is_synthetic", "publish")}
            fields = {name: row[name] for name in ("label", "source", "source_url", "note")}
            fields["is_synthetic"] = flags["is_synthetic"]
            found.append(Listed(path, flags["publish"], fields))
    return found


def bring_in(release, *, progress=None):
    """Load one listed release and publish it if it says so; returns a sentence, "" if it is there.

    Raises `Refused` or `Unsafe`.
    """
    with release.path.open("rb") as file:
        if Release.objects.filter(sha256=guards.fingerprint(file)).exclude(status="draft").exists():
            return ""
        loaded = load(file, name=release.path.name, **release.fields)
    if not release.publish:
        return loaded.sentence if loaded.is_new else ""
    plan = publish(loaded.release, progress=progress)
    return f"{loaded.rows or plan.raw_cells:,} counts, {len(plan.fresh):,} cells published"
