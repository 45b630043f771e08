"""A checked file as rows: its release, the slices it speaks of, and its raw cells."""

from equity.copying import copy
from equity.importing import names
from equity.models import Release
from equity.models.raw import RawCell
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
    made = Release.objects.create(**release)
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


def _count(number):
    return number if number >= 0 else None


def _slice(place, segment, pathway, metric, cohort):
    kind, pk = place
    where = [pk if kind == one else None for one in _PLACES]
    return (*where, str(segment), pathway, metric.pk, cohort, 1)
