"""The rows of a list of labor gaps as CSV, in the order of the page, with their sources."""

from urllib.parse import urljoin

from django.db.models import Sum
from django.utils.translation import gettext as _

from pathways_portal.common.choices import yes_no
from programs.gaps.ledger_rows import counted_awards
from programs.gaps.listing import GapList
from programs.models import OccupationFigure


def header(gap_list):
    own = (
        [
            _("Pathway"),
            _("Sector"),
            _("Occupations counted"),
            _("SOC codes"),
            _("Awards that lead to no occupation counted, in the mean"),
        ]
        if gap_list.by_pathway
        else [
            _("Occupation"),
            _("SOC code"),
            _("Openings published as"),
            _("Education to enter"),
            _("Middle skill"),
            _("Median pay, dollars an hour"),
            _("Pay is of"),
        ]
    )
    years = [_("Awards in %(year)s") % {"year": year} for year in _years(gap_list)]
    return [
        _("Key"),
        *own,
        _("Place"),
        _("Openings a year"),
        _("Openings are an estimate"),
        _("Counties without openings on file"),
        *years,
        _("Awards a year, mean"),
        _("Openings minus awards"),
        _("Awards for each opening"),
        _("TOP codes"),
        _("TOP codes not on file"),
        _("Awards shared with"),
        _("Source of openings"),
        _("Openings as of"),
        _("Source of awards"),
        _("Awards as of"),
        _("Page"),
    ]


def csv_rows(gap_list: GapList, *, site):
    """The lines of the file; `site` makes the pages' addresses whole.

    Three queries beside those of the list, whatever the number of rows.
    """
    sources, totals = _sources(gap_list), _totals(gap_list)
    award_sources = _award_sources(gap_list)
    years = _years(gap_list)
    for row in gap_list.rows:
        gap = row.gap
        figures = [sources[opening.figure] for opening in gap.openings_rows]
        awarded = sorted(
            {one for code in gap.codes for one in award_sources.get(code.pk, ())},
            key=lambda one: one[0],
        )
        yield [
            gap.key,
            *(_of_pathway(gap) if gap_list.by_pathway else _of_occupation(row)),
            gap.place.name,
            gap.openings,
            "" if gap.openings is None else yes_no(gap.is_estimate),
            [area.local_name for area in gap.counties_not_on_file],
            *(_total(totals, gap, year) for year in years),
            gap.awards,
            gap.gap,
            "" if gap.ratio is None else round(float(gap.ratio), 4),
            [code.printed for code in gap.codes],
            [code.printed for code in gap.codes_not_on_file],
            [str(other) for other in gap.shared_with],
            *_named(figures),
            *_named(awarded),
            urljoin(site, gap.get_absolute_url()),
        ]


def _named(sources):
    """Two cells: the sources, each once, and the newest day of any. Of [(source, as of)]."""
    days = [as_of for _source, as_of in sources if as_of]
    return list(dict.fromkeys(source for source, _as_of in sources)), max(days, default=None)


def _of_occupation(row):
    gap, pay = row.gap, row.pay
    education = {one.get_entry_education_display() for one in gap.supplied if one.entry_education}
    return [
        gap.title,
        [one.code.code for one in gap.occupations],
        gap.published_as and gap.published_as.code,
        sorted(education),
        "" if gap.is_middle is None else yes_no(gap.is_middle),
        _pay(pay),
        pay and pay.area.local_name,
    ]


def _pay(pay):
    if pay is None:
        return None
    return _("above the highest figure published") if pay.is_beyond else f"{pay.hourly:.2f}"


def _of_pathway(gap):
    return [
        gap.title,
        gap.pathway.sector.local_name,
        len(gap.occupations),
        [one.code.code for one in gap.occupations],
        gap.awards_unmapped,
    ]


def _years(gap_list):
    return gap_list.rows[0].gap.years if gap_list.rows else ()


def _sources(gap_list):
    """{figure: (source, as of)} of every opening in the rows."""
    wanted = {opening.figure for row in gap_list.rows for opening in row.gap.openings_rows}
    rows = OccupationFigure.objects.filter(pk__in=wanted).values_list("pk", "source", "as_of")
    return {pk: (source, as_of) for pk, source, as_of in rows}


def _award_sources(gap_list):
    """{code: [(source, as of)]} of the awards that the rows count."""
    rows = counted_awards(gap_list.place).filter(academic_year__in=_years(gap_list))
    found = {}
    for code, source, as_of in rows.values_list("code", "source", "as_of").distinct():
        found.setdefault(code, []).append((source, as_of))
    return found


def _totals(gap_list):
    """{(code, academic year): awards of all colleges of the place}"""
    rows = counted_awards(gap_list.place).filter(academic_year__in=_years(gap_list))
    totals = rows.values("code", "academic_year").annotate(total=Sum("count"))
    return {(row["code"], row["academic_year"]): row["total"] for row in totals}


def _total(totals, gap, year):
    """Awards of a year in the gap's codes, each once; empty where none is on file."""
    there = [totals[code.pk, year] for code in gap.codes if (code.pk, year) in totals]
    return sum(there) if there else None
