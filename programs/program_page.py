"""The page of one program: who offers it, what it gives, where it leads."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.contacts import contacts_of, reader_of
from programs import jsonld
from programs.awards import award_rows, awards_by_program, top_codes
from programs.charts import awards_by_year
from programs.gaps.labor import gap_of
from programs.labor.market import labor_of
from programs.leads_to import asks_for_more
from programs.models import AwardCount, Program
from programs.related_programs import pathways_of, same_sector_nearby


@require_safe
@login_not_required
def program_detail(request, slug):
    """One program that students can enter; any other is not found."""
    program = get_object_or_404(
        Program.objects.open_to_students().select_related(
            "organization__county", "organization__parent", "sector"
        ),
        slug=slug,
    )
    codes = list(
        program.program_codes.select_related("code__code_set").order_by(
            "-code__code_set__scheme", "code__code"
        )
    )
    careers = list(
        program.program_occupations.select_related("occupation__code").order_by("rank", "pk")
    )
    market = labor_of([career.occupation_id for career in careers], counties_only=True)
    for career in careers:
        career.asks_for_more = asks_for_more(career.occupation.entry_education, program.award)
        career.place = market.in_county(career.occupation_id, program.organization.county_id)
    first = careers[0] if careers else None
    contacts = contacts_of(program.organization, reader=reader_of(request))
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
        "credentials": list(program.credentials.order_by("title", "pk")),
        "offerings": list(
            program.offerings.select_related("site").order_by("-academic_year", "site", "pk")
        ),
        "awards": awards_of(program, [row.code for row in codes]),
        "pathways": pathways_of(program),
        "nearby": same_sector_nearby(program, contacts.point),
        "jsonld": jsonld.script(jsonld.program(program, contacts, codes, careers)),
    }
    return TemplateResponse(request, "programs/program_detail.html", context)


def distinct(words):
    """The different non-empty words, in their order."""
    return [word for word in dict.fromkeys(words) if word]


def awards_of(program, codes):
    """What the program's organization awarded in its TOP codes: codes, ten years, the source row.

    The state counts awards by program code, so one count covers every award with that code.
    None where the program carries no TOP code or nothing is on file.
    """
    by_year = awards_by_program({(program.organization_id, program.pk): codes})[program.pk]
    if not by_year:
        return None
    last = AwardCount.objects.aggregate(last=Max("academic_year"))["last"]
    series = awards_by_year(by_year, last=last)
    if not series.has_any:
        return None
    tops = top_codes(codes)
    rows = award_rows([program.organization_id], tops).filter(academic_year=series.latest[0])
    return {
        "codes": " + ".join(code.printed for code in tops),
        "titles": " + ".join(code.local_title for code in tops),
        "series": series,
        "record": rows.order_by("code__code").first(),
    }
