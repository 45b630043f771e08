"""What the document of a program is made of: texts by weight and language, facets, order.

A fixed number of queries, however many programs.
"""

from django.db.models import Count

from partners.enums import Segment
from programs.awards import awards_by_program
from programs.enums import (
    Availability,
    Award,
    Cost,
    DocumentKind,
    Format,
    Schedule,
    Scheme,
    TeachingLanguage,
)
from programs.labor.market import in_their_counties
from programs.models import (
    Code,
    Credential,
    Occupation,
    Offering,
    Pathway,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
    Sector,
)
from programs.querysets import public_program
from programs.search import card_content
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
# Standings are in bands of this width: offered, approved only, program areas, samples.
BAND = MOST_AWARDS + 1
APPROVED_FROM, AREAS_FROM, SAMPLES_FROM = BAND, 2 * BAND, 3 * BAND


def programs(ids):
    rows = list(Program.objects.filter(pk__in=ids).order_by("pk"))
    organization_ids = {program.organization_id for program in rows}
    organizations = with_parents(organization_ids)
    sites = main_sites(organization_ids)
    sectors = Sector.objects.in_bulk({program.sector_id for program in rows} - {None})
    codes = _grouped_rows(
        ProgramCode.objects.filter(program__in=ids).order_by("pk").values_list("program", "code"),
        Code.objects.select_related("code_set"),
    )
    occupations = _grouped_rows(
        ProgramOccupation.objects.filter(program__in=ids)
        .order_by("program", "rank")
        .values_list("program", "occupation"),
        Occupation.objects.select_related("code"),
    )
    offerings = grouped(
        (program, offering)
        for program, *offering in Offering.objects.filter(program__in=ids).values_list(
            "program", "format", "schedules", "language", "cost"
        )
    )
    pathways = _grouped_rows(
        PathwayProgram.objects.filter(program__in=ids)
        .order_by("pathway")
        .values_list("program", "pathway"),
        Pathway.objects.published(),
    )
    credentials = _grouped_rows(
        Program.credentials.through.objects.filter(program__in=ids)
        .order_by("credential")
        .values_list("program", "credential"),
        Credential.objects.all(),
    )
    awards = awards_by_program(
        {(program.organization_id, program.pk): codes[program.pk] for program in rows}
    )
    shared = _shared_codes(organization_ids)
    first_jobs = {
        program.pk: (occupations[program.pk][0].pk, county)
        for program in rows
        if occupations[program.pk] and (county := organizations[program.organization_id].county_id)
    }
    local = in_their_counties(set(first_jobs.values()))

    documents = []
    for program in rows:
        line = line_of(organizations[program.organization_id], organizations)
        program.organization = line[0]
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
        document.values["organizations"] = [organization.pk for organization in line]
        for organization in line:
            document.add("b", *names_of(organization))
        place_at(document, sites.get(program.organization_id), line[0].county)
        if program.award:
            document.add_label("b", Award(program.award))
        document.add("b", program.award_text)
        document.add_label("c", Segment(program.segment))
        if sector := sectors.get(program.sector_id):
            document.values["sector"] = sector.pk
            document.add_pair("b", sector.name, sector.name_es)
        for pathway in pathways[program.pk]:
            document.add_pair("b", pathway.title, pathway.title_es)
        for credential in credentials[program.pk]:
            document.add_pair("c", credential.title, credential.title_es)
        _add_occupations(document, occupations[program.pk])
        here = local.get(first_jobs.get(program.pk))
        _add_first_job(document, here)
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
            "card": card_content.content(program, line[0], occupations[program.pk], here),
        }
        documents.append(document)
    return documents


def _grouped_rows(pairs, rows):
    """{program: rows} for (program, primary key of a row); each row is read once."""
    pairs = list(pairs)
    found = rows.in_bulk({pk for _program, pk in pairs})
    return grouped((program, found[pk]) for program, pk in pairs if pk in found)


def _standing(program, awards):
    """Lowest first: programs that are offered, then those only approved, then program areas,
    samples behind all that is real; of each the ones with more awards first."""
    if program.is_sample:
        band = SAMPLES_FROM
    elif program.is_program_area:
        band = AREAS_FROM
    else:
        band = APPROVED_FROM * (program.availability == Availability.APPROVED)
    return band + MOST_AWARDS - min(awards or 0, MOST_AWARDS)


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


def _add_first_job(document, here):
    """Pay, openings and flags of the job that graduates enter first, where they would work."""
    if here:
        document.values |= {
            "pay": None if here.pay is None else round(here.pay * 100),
            "openings": here.openings,
            "job_flags": here.verdict.flags,
        }


def _add_offerings(document, offerings):
    formats, schedules, languages, costs = set(), set(), set(), set()
    for one_format, several, language, cost in offerings:
        formats.add(one_format)
        schedules.update(several)
        languages.add(language)
        costs.add(cost_band(cost))
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
