"""Slices by what they are: found, or added."""

from equity.models import Slice

FIELDS = (
    "organization_id",
    "county_id",
    "region_id",
    "segment",
    "pathway_id",
    "metric_id",
    "cohort",
    "span",
)
"""A slice as a tuple; of the first three one has a value, the others are None."""
_AT_ONCE = 5000


def ids_of(wanted):
    """The id of each slice; those that are not on file are added. Call it inside a transaction."""
    found = _on_file(wanted)
    missing = dict.fromkeys(one for one in wanted if one not in found)
    new = [dict(zip(FIELDS, one, strict=True)) for one in missing]
    if new:
        # Another import may add the same at this moment: then its row serves.
        Slice.objects.bulk_create(
            [Slice(**one) for one in new], batch_size=_AT_ONCE, ignore_conflicts=True
        )
        found = _on_file(wanted)
    return [found[one] for one in wanted]


def _on_file(wanted):
    by_name = [dict(zip(FIELDS, one, strict=True)) for one in wanted]
    rows = Slice.objects.filter(
        metric__in={one["metric_id"] for one in by_name},
        cohort__in={one["cohort"] for one in by_name},
    ).values_list("pk", *FIELDS)
    return {tuple(identity): pk for pk, *identity in rows.iterator()}
