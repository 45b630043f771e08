"""Rows about the labor market that follow from others: estimated openings and supply links.

`rebuild()` brings them up to date after figures, codes, crosswalks, occupations or programs were
written in bulk (`load_region`, `refresh`). It writes only what differs. Search documents are made
from them: whoever calls it refreshes those afterwards, in the same transaction.
"""

from collections import defaultdict

from pathways_portal.common.enums import EditingStatus
from programs.enums import DEGREES, Scheme
from programs.labor import estimates as labor_estimates
from programs.labor import supply
from programs.leads_to import Candidate
from programs.models import Code, Crosswalk, Occupation, ProgramCode, SupplyLink
from programs.tally import Tally


def rebuild():
    """Derive everything anew; returns a Tally for each table."""
    return [labor_estimates.rebuild(Tally("estimated_openings")), _supply(Tally("supply_links"))]


def _supply(tally):
    there = {(row.code_id, row.occupation_id): row for row in SupplyLink.objects.all()}
    wanted = dict(_supply_links())
    new = [
        SupplyLink(code_id=code, occupation_id=occupation, basis=basis)
        for (code, occupation), basis in wanted.items()
        if (code, occupation) not in there
    ]
    changed = []
    for key, row in there.items():
        if key in wanted and row.basis != wanted[key]:
            row.basis = wanted[key]
            changed.append(row)
    gone = [row.pk for key, row in there.items() if key not in wanted]
    SupplyLink.objects.filter(pk__in=gone).delete()
    SupplyLink.objects.bulk_create(new, batch_size=2000)
    SupplyLink.objects.bulk_update(changed, ["basis"], batch_size=2000)
    tally.new, tally.changed, tally.taken_out = len(new), len(changed), len(gone)
    tally.same = len(wanted) - len(new) - len(changed)
    return tally


def _supply_links():
    """Yield ((code, occupation), basis) for every TOP code that awards may be counted by."""
    occupations = {
        row.code.code: row
        for row in Occupation.objects.filter(code__is_match=True).select_related("code")
    }
    candidates = {
        code: Candidate(
            code=code,
            title=row.title,
            entry_education=row.entry_education,
            job_zone=row.job_zone,
            aliases=tuple(row.aliases),
        )
        for code, row in occupations.items()
    }
    licensed = {code for code, row in occupations.items() if row.needs_license}
    for code, trained in _trained().items():
        for soc, basis in supply.supplied(trained, candidates, licensed).items():
            yield (code, occupations[soc].pk), basis


def _trained():
    """{TOP code: Trained}"""
    titles, cips, socs = defaultdict(list), defaultdict(set), defaultdict(set)
    for pk, title in Code.objects.filter(code_set__scheme=Scheme.TOP).values_list("pk", "title"):
        titles[pk].append(title)
    degrees = defaultdict(list)
    programs = ProgramCode.objects.filter(
        code__code_set__scheme=Scheme.TOP,
        program__is_sample=False,
        program__status=EditingStatus.PUBLISHED,
    )
    for pk, title, award in programs.order_by("program").values_list(
        "code", "program__title", "program__award"
    ):
        titles[pk].append(title)
        if award in DEGREES:
            degrees[pk].append(title)
    for from_code, scheme, to_code, soc in Crosswalk.objects.values_list(
        "from_code", "from_code__code_set__scheme", "to_code", "to_code__code"
    ):
        if scheme == Scheme.TOP:
            cips[from_code].add(to_code)
        elif scheme == Scheme.CIP:
            socs[from_code].add(soc)
    return {
        pk: supply.Trained(
            titles=tuple(dict.fromkeys(names)),
            degrees=tuple(dict.fromkeys(degrees[pk])),
            reached=frozenset(soc for cip in cips[pk] for soc in socs[cip]),
        )
        for pk, names in titles.items()
    }
