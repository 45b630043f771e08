"""What the document of a program is made of: texts by weight and language, facets, order.

A fixed number of queries, however many programs.
"""

from django.db.models import Count

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from programs.awards import awards_by_program
from programs.enums import (
    Award,
    Cost,
    DocumentKind,
    Format,
    Schedule,
    Scheme,
    TeachingLanguage,
)
from programs.labor.market import labor_of
from programs.models import (
    Offering,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
)
from programs.querysets import public_program
from programs.search.bands import cost_band, units_band
from programs.search.document import (
    grouped,
    line_of,
    main_sites,
    names_of,
    new_document,
    place_at,
    with_parents,
)
from programs.search.words import code_lexeme

# Occupations that graduates enter first weigh like the title; the rest (instructors, managers)
# only help to find the program at all.
LEADING_OCCUPATIONS = 3
MOST_AWARDS = 9_999_999
# Standings are in bands of this width; samples stand from the third on, behind all that is real.
BAND = MOST_AWARDS + 1
SAMPLES_FROM = 2 * BAND


def programs(ids):
    rows = list(
        Program.objects.filter(pk__in=ids).select_related("sector", "organization").order_by("pk")
    )
    organizations = with_parents({program.organization_id for program in rows})
    sites = main_sites({program.organization_id for program in rows})
    codes = grouped(
        (row.program_id, row.code)
        for row in ProgramCode.objects.filter(program__in=ids).select_related("code__code_set")
    )
    occupations = grouped(
        (row.program_id, row.occupation)
        for row in ProgramOccupation.objects.filter(program__in=ids)
        .select_related("occupation__code")
        .order_by("program", "rank")
    )
    offerings = grouped((row.program_id, row) for row in Offering.objects.filter(program__in=ids))
    pathways = grouped(
        (program, (title, title_es))
        for program, title, title_es in PathwayProgram.objects.filter(
            program__in=ids, pathway__status=EditingStatus.PUBLISHED
        )
        .order_by("pathway")
        .values_list("program", "pathway__title", "pathway__title_es")
    )
    credentials = grouped(
        (program, (title, title_es))
        for program, title, title_es in Program.credentials.through.objects.filter(program__in=ids)
        .order_by("credential")
        .values_list("program", "credential__title", "credential__title_es")
    )
    awards = awards_by_program(
        {(program.organization_id, program.pk): codes[program.pk] for program in rows}
    )
    shared = _shared_codes({program.organization_id for program in rows})
    first_jobs = {pk: jobs[0].pk for pk, jobs in occupations.items()}
    market = labor_of(first_jobs.values(), counties_only=True)

    documents = []
    for program in rows:
        document = new_document(
            DocumentKind.PROGRAM,
            program.pk,
            key=program.slug,
            page="programs:detail",
            title=program.title,
            title_es=program.title_es,
            public=program.is_public,
            segment=program.segment,
            award=program.award or "",
            units=units_band(program.units_min, program.units_max),
        )
        line = line_of(organizations[program.organization_id], organizations)
        document.values["organizations"] = [organization.pk for organization in line]
        for organization in line:
            document.add("b", *names_of(organization))
        place_at(document, sites.get(program.organization_id), line[0].county)
        if program.award:
            document.add_label("b", Award(program.award))
        document.add("b", program.award_text)
        document.add_label("c", Segment(program.segment))
        if program.sector:
            document.values["sector"] = program.sector_id
            document.add_pair("b", program.sector.name, program.sector.name_es)
        for title in pathways[program.pk]:
            document.add_pair("b", *title)
        for title in credentials[program.pk]:
            document.add_pair("c", *title)
        _add_occupations(document, occupations[program.pk])
        _add_first_job(document, market, first_jobs.get(program.pk), line[0].county_id)
        for code in codes[program.pk]:
            document.add_pair("c", code.title, code.title_es)
            document.add("c", code_lexeme(code.code))
        _add_offerings(document, offerings[program.pk])
        document.add_pair("d", program.summary, program.summary_es)
        year, count = max(awards[program.pk].items(), default=("", None))
        document.values |= {
            "awards": count,
            "awards_year": year,
            "awards_shared": any(
                (program.organization_id, code.pk) in shared for code in codes[program.pk]
            ),
            "standing": _standing(program, count),
        }
        documents.append(document)
    return documents


def _standing(program, awards):
    """Lowest first: real before sample, programs before program areas, more awards first."""
    return (
        SAMPLES_FROM * program.is_sample
        + BAND * program.is_program_area
        + MOST_AWARDS
        - min(awards or 0, MOST_AWARDS)
    )


def _shared_codes(organization_ids):
    """{(organization, TOP code)} that more than one of its public programs carries."""
    return set(
        ProgramCode.objects.filter(
            public_program("program__"),
            program__organization__in=organization_ids,
            code__code_set__scheme=Scheme.TOP,
        )
        .values_list("program__organization", "code")
        .annotate(several=Count("program"))
        .filter(several__gt=1)
        .order_by()
        .values_list("program__organization", "code")
    )


def _add_occupations(document, occupations):
    document.values["occupations"] = [occupation.pk for occupation in occupations]
    for place, occupation in enumerate(occupations):
        weight = "b" if place < LEADING_OCCUPATIONS else "d"
        document.add_pair(weight, occupation.title, occupation.title_es)
        document.add(weight, *occupation.aliases)
        document.add("c", code_lexeme(occupation.code.code))


def _add_first_job(document, market, occupation, county):
    """Pay, openings and flags of the job that graduates enter first, where they would work."""
    here = occupation and market.in_county(occupation, county)
    if here:
        document.values |= {
            "pay": None if here.pay is None else round(here.pay * 100),
            "openings": here.openings,
            "job_flags": here.verdict.flags,
        }


def _add_offerings(document, offerings):
    formats, schedules, languages, costs = set(), set(), set(), set()
    for offering in offerings:
        formats.add(offering.format)
        schedules.update(offering.schedules)
        languages.add(offering.language)
        costs.add(cost_band(offering.cost))
    columns = {
        "formats": (Format, formats),
        "schedules": (Schedule, schedules),
        "languages": (TeachingLanguage, languages),
        "costs": (Cost, costs),
    }
    for name, (choices, found) in columns.items():
        document.values[name] = sorted(value for value in found if value)
        for value in document.values[name]:
            if choices is not Cost or value == Cost.FREE:  # nobody types "under $500"
                document.add_label("c", choices(value))
