"""All steps from a file to a draft release."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.enums import ReleaseStatus
from equity.importing import guards, storing, sums
from equity.importing import table as tables
from equity.importing.meaning import Meaning
from equity.importing.numbers import Numbers
from equity.importing.problems import Problems
from equity.models import Release


@dataclass(frozen=True)
class Loaded:
    """`rows` is 0 and `is_new` false where the same file had been loaded before."""

    release: Release
    rows: int
    slices: int
    is_new: bool

    @property
    def sentence(self):
        if self.is_new:
            return ngettext(
                "%(rows)s rows of %(slices)s slice were read and are sound.",
                "%(rows)s rows of %(slices)s slices were read and are sound.",
                self.slices,
            ) % {"rows": f"{self.rows:,}", "slices": f"{self.slices:,}"}
        return _(
            "This very file was loaded on %(day)s as “%(label)s” (%(status)s). Nothing was changed."
        ) % {
            "day": timezone.localdate(self.release.created_at).isoformat(),
            "label": self.release.label,
            "status": ReleaseStatus(self.release.status).label.lower(),
        }


def load(file, *, name, label="", by=None, **release):
    """Check an open binary file and keep it as a draft, whole or not at all.

    `release`: further fields of the release, such as its source. Raises `Refused` with a sentence
    for each problem.
    """
    sha256 = guards.fingerprint(file)
    name = PurePath(name).name[:200]
    before = _loaded_before(sha256)
    if before:
        return before
    problems = Problems()
    table = tables.read(file, problems)
    meaning = Meaning(table, problems)
    numbers = Numbers(table, meaning, problems)
    sums.check(table, meaning, numbers, problems)
    problems.refuse()
    fields = {"label": label or PurePath(name).stem[:120], "file_name": name, "sha256": sha256}
    try:
        with transaction.atomic():
            made = storing.store(table, meaning, numbers, created_by=by, **fields, **release)
    except IntegrityError:
        # Somebody else loaded the same file in the meantime.
        before = _loaded_before(sha256)
        if before is None:
            raise
        return before
    return Loaded(made, len(table), len(meaning.keys), is_new=True)


def _loaded_before(sha256):
    found = Release.objects.filter(sha256=sha256).first()
    return found and Loaded(found, 0, 0, is_new=False)
