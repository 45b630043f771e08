"""A checked file as rows: its release, the slices it speaks of, and its raw cells."""

from equity.copying import copy
from equity.importing import names
from equity.models import Release, Slice
from equity.models.raw import RawCell

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
_AT_ONCE = 5000
_PLACE = {
    names.ORGANIZATION: "organization_id",
    names.COUNTY: "county_id",
    names.REGION: "region_id",
}


def store(table, meaning, numbers, **release):
    """The new draft `Release` with all its raw cells. Call it inside a transaction."""
    made = Release.objects.create(**release)
    slices = _slices(meaning.keys)
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


def _slices(keys):
    """The id of the slice of each key; those that are not on file are added."""
    wanted = [_fields(*key) for key in keys]
    found = _on_file(wanted)
    new = [one for one in wanted if _identity(one) not in found]
    Slice.objects.bulk_create(
        [Slice(**one) for one in new], batch_size=_AT_ONCE, ignore_conflicts=True
    )
    if new:
        found = _on_file(wanted)
    return [found[_identity(one)] for one in wanted]


def _fields(place, segment, pathway, metric, cohort):
    kind, pk = place
    fields = dict.fromkeys(_PLACE.values())
    return fields | {
        _PLACE[kind]: pk,
        "segment": segment,
        "pathway_id": pathway,
        "metric_id": metric.pk,
        "cohort": cohort,
        "span": 1,
    }


def _identity(fields):
    return tuple(str(fields[name]) for name in _IDENTITY)


_IDENTITY = (*_PLACE.values(), "segment", "pathway_id", "metric_id", "cohort", "span")


def _on_file(wanted):
    rows = Slice.objects.filter(
        metric__in={one["metric_id"] for one in wanted},
        cohort__in={one["cohort"] for one in wanted},
        span=1,
    ).values_list("pk", *_IDENTITY)
    return {tuple(map(str, identity)): pk for pk, *identity in rows.iterator()}
