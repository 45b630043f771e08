"""The page of one program: who offers it, what it gives, where it leads."""

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.contacts import contacts_of, reader_of
from partners.kept_pages import kept_until_edited
from pathways_portal.common.written_once import written_once
from programs import jsonld
from programs.articulation.on_program import credit_of
from programs.awards import award_rows, top_codes
from programs.charts import awards_by_year
from programs.courses.sequence_address import PACE, YEAR
from programs.courses.sequence_view import courses_in_order
from programs.gaps.labor import gap_of
from programs.labor.market import labor_in
from programs.leads_to import asks_for_more
from programs.models import AwardCount
from programs.program_rows import (
    careers_of,
    codes_of,
    credentials_of,
    offerings_of,
    open_programs,
)
from programs.related_programs import pathways_of, same_sector_nearby
from programs.routes.neighbors import neighbors_of


@require_safe
@login_not_required
@kept_until_edited(YEAR, PACE)
def program_detail(request, slug):
    """One program that students can enter; any other is not found."""
    program = next(iter(open_programs(slug)), None)
    if program is None:
        raise Http404
    codes, careers = codes_of(program.pk), careers_of(program.pk)
    county = program.organization.county_id
    market = labor_in(county, [career.occupation for career in careers])
    for career in careers:
        career.asks_for_more = asks_for_more(career.occupation.entry_education, program.award)
        career.opened_by_license = career.asks_for_more and career.occupation_id in market.licensed
        career.place = market.in_county(career.occupation_id, county)
    first = careers[0] if careers else None
    contacts = contacts_of(program.organization, reader=reader_of(request))
    courses = courses_in_order(program, request.GET)
    context = {
        "program": program,
        "contacts": contacts,
        "codes": codes,
        "careers": careers,
        "places": [career.place for career in careers if career.place],
        "gap": first and gap_of(first.occupation_id),
        "career_sources": distinct(
            career.occupation.source for career in careers if career.occupation.description
        ),
        "credentials": credentials_of(program.pk),
        "offerings": offerings_of(program.pk),
        "awards": awards_of(program, [row.code for row in codes]),
        "neighbors": neighbors_of(program.pk),
        "pathways": pathways_of(program),
        "nearby": same_sector_nearby(program, contacts.point),
        "courses": courses,
        "credit": courses and credit_of(program.pk),
        "jsonld": jsonld.script(jsonld.program(program, contacts, codes, careers, courses)),
    }
    return TemplateResponse(request, "programs/program_detail.html", context)


def distinct(words):
    """The different non-empty words, in their order."""
    return [word for word in dict.fromkeys(words) if word]


_award_rows = written_once(award_rows)


@written_once
def _newest_years():
    """The newest academic year of which anything is on file."""
    years = AwardCount.objects.order_by("-academic_year").values_list("academic_year", flat=True)
    return years[:1]


def awards_of(program, codes):
    """What the program's organization awarded in its TOP codes: codes, ten years, the source row.

    The state counts awards by program code, so one count covers every award with that code.
    None where the program carries no TOP code or nothing is on file.
    """
    tops = top_codes(codes)
    rows = _award_rows([program.organization_id], [code.pk for code in tops])
    if not rows:
        return None
    by_year = Counter()
    for row in rows:
        by_year[row.academic_year] += row.count
    (last,) = _newest_years()
    series = awards_by_year(by_year, last=last)
    if not series.has_any:
        return None
    first = {row.code_id: row for row in rows if row.academic_year == series.latest[0]}
    return {
        "codes": " + ".join(code.printed for code in tops),
        "titles": " + ".join(code.local_title for code in tops),
        "series": series,
        "record": next(first[code.pk] for code in tops if code.pk in first),
    }
