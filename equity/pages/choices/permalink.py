"""A table's choices as one part of an address, short and in words that stay: codes and web names.

    metric,metric~place,place~cohort,cohort~dimension~pathway

Places, cohorts and pathways are written as in the addresses of the other pages. What comes last is
left out where all pathways are meant.
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

    @property
    def permalink(self):
        parts = [self.metrics, self.places, self.cohorts, (self.by,)]
        if self.pathway:
            parts.append((self.pathway,))
        return _PART.join(_ONE.join(part) for part in parts)


def choices_of(permalink):
    """The `Choices` of a part of an address, or None for one that is not whole."""
    parts = [part.split(_ONE) for part in permalink.split(_PART)]
    if len(parts) not in (4, 5) or not all(one for part in parts for one in part):
        return None
    metrics, places, cohorts, by, *pathway = parts
    if len(by) != 1 or any(len(part) != 1 for part in pathway):
        return None
    if any(len(set(part)) != len(part) for part in parts):
        return None
    return Choices(
        tuple(metrics), tuple(places), tuple(cohorts), by[0], pathway[0][0] if pathway else ""
    )
