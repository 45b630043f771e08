"""A table's choices as one part of an address, short and in words that stay: codes and web names.

    metric,metric~place,place~cohort,cohort~dimension~pathway~segment

Places, cohorts, pathways and segments are written as in the addresses of the other pages. What
comes last is left out where it is open: without a segment all are meant, as in every permalink from
before there were any in them. Where all pathways together are meant in one segment, nothing stands
between the two signs: dimension~~segment.
"""

from dataclasses import dataclass

PATTERN = r"[A-Za-z0-9_.,~-]{1,3000}"
_PART, _ONE = "~", ","


@dataclass(frozen=True)
class Choices:
    """What a table shows: codes, keys and web names as they stand in addresses."""

    metrics: tuple
    places: tuple
    cohorts: tuple
    by: str
    pathway: str = ""
    segment: str = ""

    @property
    def permalink(self):
        parts = [self.metrics, self.places, self.cohorts, (self.by,)]
        if self.pathway or self.segment:
            parts.append((self.pathway,))
        if self.segment:
            parts.append((self.segment,))
        return _PART.join(_ONE.join(part) for part in parts)


def choices_of(permalink):
    """The `Choices` of a part of an address, or None for one that is not whole."""
    parts = [part.split(_ONE) for part in permalink.split(_PART)]
    if not 4 <= len(parts) <= 6:
        return None
    may_be_open = 4 if len(parts) == 6 else None  # all pathways, in one segment
    if not all(all(part) or (at == may_be_open and part == [""]) for at, part in enumerate(parts)):
        return None
    metrics, places, cohorts, *single = parts
    if any(len(part) != 1 for part in single):
        return None
    if any(len(set(part)) != len(part) for part in parts):
        return None
    return Choices(tuple(metrics), tuple(places), tuple(cohorts), *(part[0] for part in single))
