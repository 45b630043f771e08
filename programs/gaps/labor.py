"""Labor gaps: openings a year minus awards a year, by occupation and by pathway.

    gaps()                        every occupation that colleges train for, largest gap first
    gaps(county, [pk, …])         in a county, only these occupations
    gap_of(occupation.pk)         one of them, or None if nothing trains for it
    row_of(occupation.pk)         the same, but what nothing trains for has a row without codes
    gaps_of_pathways([pk, …])     {pathway primary key: PathwayGap}
    largest(10)                   the largest gaps, middle-skill unless another level is named

Each row prints itself (`programs.gaps.rows`): `finding` is a sentence, `place.name` and `basis` say
where and when, `key` is what it is cited by, `get_absolute_url()` its page.

Method, as docs/adr/0007 decides: openings that were published under one broader code are one
demand; awards are the mean of three years and may stand in several rows, which say so; None is
"not on file", never 0. Rows are never added up.
"""

from pathways_portal.common.enums import EditingStatus
from programs.enums import GapLevel, Scheme
from programs.gaps.ledger import Ledger
from programs.gaps.rows import Gap, OccupationGap, PathwayGap, whole
from programs.models import Pathway, PathwayProgram

__all__ = [
    "METHOD",
    "Gap",
    "OccupationGap",
    "PathwayGap",
    "by_gap",
    "codes_of_pathways",
    "gap_of",
    "gaps",
    "gaps_of_pathways",
    "largest",
    "real_places",
    "row_of",
]

# The method of docs/adr/0007; a change of what is counted makes it 2, for goals that cite a gap.
METHOD = 1


def gaps(county=None, occupations=None):
    """`OccupationGap`s of a `County` or the region, largest first, those without a gap last.

    One for each demand: occupations whose openings were published as one number are one row.
    `occupations`: primary keys, if only the gaps of some are wanted.
    """
    ledger = Ledger(county, occupations=occupations)
    wanted = ledger.codes_of if occupations is None else occupations
    groups = {frozenset(ledger.one_demand(one)) for one in wanted}
    rows = [_occupation_gap(ledger, group) for group in groups if group & ledger.codes_of.keys()]
    return sorted(rows, key=by_gap)


def gap_of(occupation, county=None):
    """The `OccupationGap` of an occupation (primary key); None if no program code supplies it."""
    return next(iter(gaps(county, [occupation])), None)


def row_of(occupation, county=None):
    """As `gap_of`, of any occupation: one that nothing supplies has openings, but no codes."""
    ledger = Ledger(county, occupations=[occupation])
    return _occupation_gap(ledger, ledger.one_demand(occupation))


def largest(n, level=GapLevel.MIDDLE, county=None):
    """The n largest gaps of a level: rows with more openings than awards only."""
    rows = [row for row in gaps(county) if row.gap is not None and row.gap > 0 and row.fits(level)]
    return rows[:n]


def gaps_of_pathways(pathways=None, county=None):
    """{primary key: PathwayGap} of published pathways, largest gap first.

    `pathways`: primary keys, if only the gaps of some are wanted.
    """
    published = Pathway.objects.published()
    known = published.select_related("sector").in_bulk(pathways)
    chosen = set(known)
    codes_of = codes_of_pathways() if pathways is None else _codes_around(chosen)
    if pathways is not None:
        # Of the others nothing but the name is printed.
        known |= published.in_bulk(codes_of.keys() - chosen)
    codes = set().union(*(codes_of.get(pk, ()) for pk in chosen))
    ledger = Ledger(county, codes=codes)
    rows = [_pathway_gap(ledger, known[pk], codes_of, known) for pk in chosen]
    return {row.pathway.pk: row for row in sorted(rows, key=by_gap)}


def by_gap(row):
    """Order of rows: the largest gap first, then what has none by name."""
    return row.gap is None, -(row.gap or 0), row.title, row.key


def real_places():
    """The published real programs on pathways, as a queryset of `PathwayProgram`."""
    return PathwayProgram.objects.filter(
        is_sample=False, program__is_sample=False, program__status=EditingStatus.PUBLISHED
    )


def _codes_around(pathways):
    """The codes of these pathways, and which of them other pathways carry too.

    Of a state's other pathways, with all their programs, nothing else is read.
    """
    own = codes_of_pathways(pathway__in=pathways)
    return codes_of_pathways(program__codes__in=set().union(*own.values()))


def codes_of_pathways(**only):
    """{pathway: TOP codes of its published real programs}; `only` narrows the places."""
    found = {}
    rows = real_places().filter(program__codes__code_set__scheme=Scheme.TOP, **only)
    for pathway, code in rows.values_list("pathway", "program__codes").distinct():
        found.setdefault(pathway, set()).add(code)
    return found


def _occupation_gap(ledger, group):
    supplied = [one for one in group if one in ledger.codes_of]
    codes = set().union(*(ledger.codes_of[one] for one in supplied))
    shared = {
        other
        for code in codes
        if ledger.awards.get(code)
        for other in ledger.occupations_of[code]
        if other not in group
    }
    middle = [ledger.is_middle(one) for one in supplied or group]
    broader = next(
        (ledger.published_as[one] for one in sorted(group) if one in ledger.published_as), None
    )
    return OccupationGap(
        **_numbers(ledger, codes, group),
        occupations=_by_code(ledger, group),
        supplied=_by_code(ledger, supplied),
        shared_with=_by_code(ledger, shared),
        published_as=ledger.codes[broader] if broader else None,
        is_middle=True if True in middle else None if None in middle else False,
    )


def _pathway_gap(ledger, pathway, codes_of, known):
    codes = codes_of.get(pathway.pk, set())
    occupations = set().union(*(ledger.occupations_of.get(code, ()) for code in codes))
    middle = [one for one in occupations if ledger.is_middle(one)]
    counted = {code for code in codes if ledger.awards.get(code)}
    others = [pk for pk in known if pk != pathway.pk and counted & codes_of.get(pk, set())]
    unmapped = [ledger.codes[code] for code in counted if not ledger.occupations_of.get(code)]
    return PathwayGap(
        **_numbers(ledger, codes, occupations),
        pathway=pathway,
        occupations=_by_code(ledger, occupations),
        middle_rows=_distinct(ledger, middle),
        codes_unmapped=tuple(sorted(unmapped, key=lambda code: code.code)),
        awards_unmapped=whole(sum(ledger.awards[code.pk] for code in unmapped)),
        shared_with=tuple(sorted((known[pk] for pk in others), key=lambda one: one.title)),
    )


def _numbers(ledger, codes, occupations):
    """The fields of `Gap`: openings of these occupations, awards in these codes, each once."""
    rows = sorted((ledger.codes[code] for code in codes), key=lambda code: code.code)
    on_file = [ledger.awards[code] for code in codes if code in ledger.awards]
    return {
        "place": ledger.place,
        "openings_rows": _distinct(ledger, occupations),
        "awards_mean": sum(on_file) if on_file else None,
        "codes": tuple(rows),
        "codes_not_on_file": tuple(code for code in rows if code.pk not in ledger.awards),
        "years": tuple(ledger.years),
    }


def _distinct(ledger, occupations):
    """Openings of these occupations, each published number once."""
    found = {}
    for one in sorted(occupations):
        for row in ledger.openings.get(one, ()):
            found.setdefault(row.identity, row)
    return tuple(found[identity] for identity in sorted(found))


def _by_code(ledger, occupations):
    rows = (ledger.occupations[one] for one in occupations)
    return tuple(sorted(rows, key=lambda row: row.code.code))
