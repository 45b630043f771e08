"""A checked file as rows: its release, the slices it speaks of, and its raw cells."""

from equity.copying import copy
from equity.importing import names
from equity.models import Release
from equity.models.raw import RawCell
from equity.models.release import NOTE_OF_SUMS
from equity.slices import ids_of

_COLUMNS = (
    "release_id",
    "slice_id",
    "group_id",
    "n",
    "s",
    "rate_pct",
    "source_status",
    "source",
    "note",
)
# In the order in which a slice names them.
_PLACES = (names.ORGANIZATION, names.COUNTY, names.REGION)


def store(table, meaning, numbers, **release):
    """The new draft `Release` with all its raw cells. Call it inside a transaction."""
    made = Release.objects.create(region_is_sum=_region_is_sum(table, meaning), **release)
    slices = ids_of([_slice(*key) for key in meaning.keys])
    sources, source = table.column("source")
    notes, note = table.column("note")
    copy(
        RawCell,
        _COLUMNS,
        (
            (
                made.pk,
                slices[meaning.slice[row]],
                meaning.group[row],
                _count(numbers.n[row]),
                _count(numbers.s[row]),
                numbers.rate_pct(row),
                numbers.mark(row).value,
                sources[source[row]],
                notes[note[row]],
            )
            for row in range(len(table))
        ),
    )
    return made


def _region_is_sum(table, meaning):
    """Whether any row of a region carries the note that it was added up (method, section 4)."""
    notes, note = table.column("note")
    added_up = [names.folded(text).startswith(NOTE_OF_SUMS) for text in notes]
    if not any(added_up):
        return False
    return any(
        added_up[note[row]] and meaning.keys[meaning.slice[row]][0][0] == names.REGION
        for row in range(len(table))
    )


def _count(number):
    return number if number >= 0 else None


def _slice(place, segment, pathway, metric, cohort):
    kind, pk = place
    where = [pk if kind == one else None for one in _PLACES]
    return (*where, str(segment), pathway, metric.pk, cohort, 1)
