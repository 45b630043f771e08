"""Which occupations a program leads to, from its codes and the crosswalks on file.

One rule for the region's tables (`region.derived`) and for rows in the database (`refresh`): both
hand over codes by their keys, such as "top/2023/123010", and get the occupations in order.
"""

from collections import defaultdict

from partners.enums import Segment
from programs import leads_to
from programs.enums import Award, OccupationBasis


def finished_award(*, segment, award):
    """The award; adult schools give certificates of their own, under those of colleges."""
    return Award.NONCREDIT if segment == Segment.ADULT_EDUCATION else award


class DerivedOccupations:
    """Answers for any program.

    `titles`: {code: title}. `leads`: {code: codes that a crosswalk leads to}. `occupations`: {code:
    dict of title, entry_education, job_zone, aliases}.
    """

    def __init__(self, *, titles, leads, occupations):
        self.titles, self.leads, self.occupations = titles, leads, occupations
        self.everything = {code: self._candidate(code, ()) for code in occupations}

    def of(self, *, codes, title, award):
        """[(occupation's code, OccupationBasis), …], the likeliest first."""
        tops = [code for code in codes if code.startswith("top/")]
        others = [cip for top in tops for cip in self.leads.get(top, ())]
        cips = [code for code in codes if code.startswith("cip/")] or others
        if not cips:
            return []
        field_titles = [self.titles[code] for code in [*tops, *cips]]
        found = self._reached(cips)
        if leads_to.needs_second_hand(found.values(), award):
            second = self._reached(others)
            fits = leads_to.second_hand(
                second.values(), title=title, field_titles=field_titles, award=award
            )
            found |= {
                code: one for code, one in second.items() if one in fits and code not in found
            }
        named = {
            code: one
            for code, one in self.everything.items()
            if code not in found and leads_to.is_named(title, one)
        }
        by_code = {one.code: code for code, one in {**found, **named}.items()}
        ordered = leads_to.leads_to(
            title=title,
            field_titles=field_titles,
            award=award,
            candidates=[*found.values(), *named.values()],
        )
        return [
            (
                by_code[soc],
                OccupationBasis.TITLE if by_code[soc] in named else OccupationBasis.CROSSWALK,
            )
            for soc in ordered
        ]

    def _candidate(self, code, via):
        values = self.occupations[code]
        return leads_to.Candidate(
            code=code.rpartition("/")[2],
            title=values["title"],
            entry_education=values["entry_education"],
            job_zone=values["job_zone"],
            aliases=tuple(values["aliases"]),
            via=tuple(via),
        )

    def _reached(self, cips):
        via = defaultdict(list)
        for cip in cips:
            for code in self.leads.get(cip, ()):
                if code in self.occupations:
                    via[code].append(self.titles[cip])
        return {code: self._candidate(code, names) for code, names in via.items()}
