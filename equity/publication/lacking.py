"""Measures that count students of another one, at places where the file lacks that other one."""

from equity.models import Metric
from equity.publication.reading import NONE
from partners.models import County, Organization, Region
from pathways_portal.common import academic_year

_SLICE = ["place", "pathway", "cohort"]
MOST_NAMED = 10


def lacking(raw, follows, same):
    """{(place, cohort, metric, the one it lacks)}: where a measure is on file and one that it is
    linked with is not, although the file has that one elsewhere.

    `follows`: pairs of which the second counts those who reached the first; `same`: pairs that
    count the same students. Place and cohort are those of `raw`, metrics are ids.
    """
    slices = {
        metric: set(rows[_SLICE].itertuples(index=False, name=None))
        for metric, rows in raw.groupby("metric")
    }
    found = set()
    for before, metric in [*follows, *same, *((b, a) for a, b in same)]:
        if before in slices and metric in slices:
            for place, _pathway, cohort in slices[metric] - slices[before]:
                found.add((place, cohort, metric, before))
    return found


def in_words(found, places):
    """ "Example College 2022-23: transferred (completed)" of each, the first ten by name.

    `places`: the `Places` that number them. Measures go by their codes, as in the file.
    """
    codes = dict(Metric.objects.values_list("pk", "code"))
    names = _names({places.identity[place] for place, _cohort, _metric, _before in found})
    named = sorted(
        f"{names[places.identity[place]]} {academic_year.starting(cohort)}: "
        f"{codes[metric]} ({codes[before]})"
        for place, cohort, metric, before in found
    )
    return "; ".join(named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")


def _names(identities):
    """{identity: name} of places, a query for each kind of place among them."""
    names = {}
    for at, model in enumerate((Organization, County, Region)):
        of_kind = [one for one in identities if one[at] != NONE]
        rows = model.objects.filter(pk__in={one[at] for one in of_kind})
        found = dict(rows.values_list("pk", "name"))
        names |= {one: found[one[at]] for one in of_kind}
    return names
