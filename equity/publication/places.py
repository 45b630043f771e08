"""Places as numbers, and which place is the sum of which others."""

import pandas as pd

from equity.publication.reading import NONE, PLACE
from partners.models import Organization


class Places:
    """One number for each organization, county or region in each segment, from 0.

    `of` numbers the rows of a frame; a place keeps its number. `identity[number]` is what it is.
    """

    def __init__(self):
        self._numbers, self.identity = {}, []

    def of(self, frame):
        found = frame[PLACE].drop_duplicates()
        for place in found.itertuples(index=False, name=None):
            if place not in self._numbers:
                self._numbers[place] = len(self.identity)
                self.identity.append(place)
        columns = [frame[name].astype(str) if name == "segment" else frame[name] for name in PLACE]
        return pd.MultiIndex.from_arrays(columns).map(self._numbers.get).astype("int64")

    def sums(self):
        """{whole: [parts]} among these places: a region or county of its organizations, an
        organization of those below it. Of organizations that are below another, the upper counts.
        """
        parents = dict(Organization.objects.values_list("pk", "parent_id"))
        counties = dict(Organization.objects.values_list("pk", "county_id"))
        wholes = {}
        for segment in {place[-1] for place in self.identity}:
            here = {place: at for place, at in self._numbers.items() if place[-1] == segment}
            organizations = {place[0]: at for place, at in here.items() if place[0] != NONE}
            upper = {pk: _nearest(pk, parents, organizations) for pk in organizations}
            for pk, at in organizations.items():
                if upper[pk] is not None:
                    wholes.setdefault(organizations[upper[pk]], []).append(at)
            top = [pk for pk, above in upper.items() if above is None]
            for (organization, county, _region, _segment), at in here.items():
                if organization == NONE:
                    within = [pk for pk in top if county in (NONE, counties[pk])]
                    if within:
                        wholes[at] = [organizations[pk] for pk in within]
            _region_of_counties(here, wholes)
        return wholes


def _nearest(pk, parents, among):
    """The nearest organization above that is there itself; a loop in the tree ends the search."""
    seen = {pk}
    above = parents.get(pk)
    while above is not None and above not in seen:
        if above in among:
            return above
        seen.add(above)
        above = parents.get(above)
    return None


def _region_of_counties(here, wholes):
    """Where no organization is counted, the region is the sum of its counties."""
    counties = [at for place, at in here.items() if place[1] != NONE]
    for place, at in here.items():
        if place[2] != NONE and at not in wholes and counties:
            wholes[at] = counties
