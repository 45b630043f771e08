"""Program codes that stand near an occupation while their awards are not its supply, and why.

    near_codes(gap).rows        # of an `OccupationGap`, most awards first

Two kinds are named, so that a reader can judge what a gap would be with them:

- codes from which the published crosswalks (TOP→CIP→SOC) lead to the occupation, and which the rule
  of supply leaves out (`programs.labor.supply`);
- codes of the same group as a code that is counted (the first four digits of a TOP code name its
  group), from which the crosswalks lead elsewhere.

Everything follows from the rows on file; no code is named by hand.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from programs.enums import LeftOut, Scheme
from programs.gaps.ledger_rows import counted_awards
from programs.gaps.limits import candidate_of, left_out, why_unmapped
from programs.gaps.rows import whole
from programs.labor.supply import why_left_out
from programs.models import Code, Crosswalk, Occupation, SupplyLink

# Digits of a TOP code that name its group: 1208 is Medical Assisting, 1208.20 a field in it.
GROUP = 4
NAMES = 3


@dataclass(frozen=True)
class NearCode:
    """A program code, its mean awards a year in the place, why they are not counted for the
    occupation, and for which others they are."""

    code: Code
    mean: Fraction
    why: str
    leads_here: bool
    supplies: tuple[Occupation, ...]

    @property
    def awards(self):
        return whole(self.mean)

    @property
    def first_names(self):
        """Titles of occupations that its awards are counted for: as many as stand in a line."""
        return [one.local_title for one in self.supplies[:NAMES]]

    @property
    def more(self):
        return max(0, len(self.supplies) - NAMES)


@dataclass(frozen=True)
class NearCodes:
    """Rows with awards on file, most first. `silent`: how many codes lead here without any."""

    rows: tuple[NearCode, ...] = ()
    silent: int = 0

    @property
    def leading(self):
        """How many of the codes have a crosswalk that leads to the occupation."""
        return sum(row.leads_here for row in self.rows) + self.silent


def near_codes(gap):
    """The `NearCodes` of an `OccupationGap`. At most nine queries."""
    counted = {code.pk for code in gap.codes}
    leading = _leading(gap.occupations)
    here = {code: named for code, named in leading.items() if code not in counted}
    beside = _of_the_same_group(gap.codes) - counted - here.keys()
    means = _means(gap, here.keys() | beside)
    supplies = _supplies(means)
    reasons = left_out([code for code in means if code not in here and not supplies.get(code)])
    codes = Code.objects.in_bulk(means)
    rows = [
        NearCode(
            code=codes[code],
            mean=mean,
            why=_why(here[code]) if code in here else _elsewhere(code, supplies, reasons),
            leads_here=code in here,
            supplies=supplies.get(code, ()),
        )
        for code, mean in means.items()
    ]
    rows.sort(key=lambda row: (-row.mean, row.code.code))
    return NearCodes(tuple(rows), len(here.keys() - means.keys()))


def _leading(occupations):
    """{TOP code: occupations among these that its crosswalk names}"""
    by_code = {one.code_id: one for one in occupations}
    found = defaultdict(list)
    pairs = Crosswalk.objects.filter(
        from_code__code_set__scheme=Scheme.TOP, to_code__leads_to__to_code__in=by_code
    ).values_list("from_code", "to_code__leads_to__to_code")
    for code, soc in sorted(set(pairs)):
        found[code].append(by_code[soc])
    return dict(found)


def _of_the_same_group(codes):
    """TOP codes that begin as one of these does."""
    if not codes:
        return set()
    same = [Q(code_set=code.code_set_id, code__startswith=code.code[:GROUP]) for code in codes]
    return set(Code.objects.filter(reduce(or_, same)).values_list("pk", flat=True))


def _means(gap, codes):
    """{code: mean awards a year in the place}, only of those with any; as the gap's own."""
    rows = counted_awards(gap.place).filter(code__in=codes, academic_year__in=gap.years)
    means = defaultdict(Fraction)
    for code, total, years in (
        rows.values("code", "organization")
        .annotate(total=Sum("count"), years=Count("pk"))
        .filter(total__gt=0)
        .values_list("code", "total", "years")
    ):
        means[code] += Fraction(total, years)
    return dict(means)


def _supplies(codes):
    found = defaultdict(list)
    links = SupplyLink.objects.filter(code__in=codes).select_related("occupation__code")
    for link in links.order_by("occupation__code__code"):
        found[link.code_id].append(link.occupation)
    return {code: tuple(named) for code, named in found.items()}


def _why(named):
    """Why the rule of supply leaves out a code whose crosswalk names these occupations."""
    said = []
    for one in named:
        reason = why_left_out(candidate_of(one))
        if reason == LeftOut.EDUCATION and one.needs_license:
            said.append(
                _(
                    "usually takes more than an associate degree, and no such degree on file in "
                    "this code names the job"
                )
            )
        elif reason:
            said.append(str(reason.label))
    if not said:  # links are made with the next load or refresh
        return _(
            "Its crosswalk names this occupation; it is counted from the next load of tables on."
        )
    return _("Its crosswalk names this occupation, which the rule leaves out: %(why)s.") % {
        "why": "; ".join(dict.fromkeys(said))
    }


def _elsewhere(code, supplies, reasons):
    if supplies.get(code):
        return _("The same group of codes, but its crosswalk does not name this occupation.")
    return _(
        "The same group of codes, but its crosswalk does not name this occupation. It names: "
        "%(why)s."
    ) % {"why": why_unmapped(reasons.get(code, ()))}
