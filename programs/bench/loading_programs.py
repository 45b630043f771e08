"""Made-up programs, with codes, pathways, offerings, jobs and the awards of colleges."""

from collections import Counter, defaultdict
from decimal import Decimal

from django.utils.text import slugify

from pathways_portal.common import academic_year
from programs.bench import dataset as of
from programs.bench.loading import OFFERED_IN, PUBLISHED, SOURCED
from programs.bench.loading_organizations import learn_codes
from programs.enums import OccupationBasis, PathwayRole, Scheme
from programs.models import (
    AwardCount,
    Offering,
    Pathway,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
    SectorCode,
)

# Its app stands above this one: the relation leads there.
Activity = Program._meta.get_field("activities").related_model
MODELS = (
    Program, ProgramCode, SectorCode, Pathway, PathwayProgram, Offering, Activity,
    ProgramOccupation, AwardCount,
)  # fmt: skip
# The state counts awards of colleges, ten years of them.
AWARD_YEARS = [academic_year.starting(year) for year in range(2014, 2024)]
WITH_AWARDS = {"NC", "CC"}


def load(loading, dataset):
    """Write them, after `loading_organizations`; `loading.programs` has who owns each."""
    loading.pathways, loading.awarded, loading.programs = {}, Counter(), {}
    for frame in dataset.programs():
        pairs = _programs(loading, list(frame.itertuples(index=False)))
        _codes(loading, pairs)
        _places(loading, pairs)
        _offerings(loading, pairs)
        _jobs(loading, pairs)
    _awards(loading)
    yield


def _programs(loading, rows):
    """Pairs of a row and its program."""
    made = (_program(loading, row) for row in rows)
    pairs = list(zip(rows, loading.write("programs", Program, made), strict=True))
    loading.programs |= {
        row.program_id: (one.pk, one.segment, one.owner_id, one.status) for row, one in pairs
    }
    return pairs


def _program(loading, row):
    units = of.units_of(row.units)
    organization = loading.organizations[row.institution_id]
    return Program(
        title=row.title[:160],
        summary=row.description,
        slug=row.slug[:200],
        organization_id=organization.pk,
        segment=of.SEGMENTS[row.segment],
        sector_id=loading.sectors[row.sector_code].pk,
        award=of.award_of(row.award_type, units),
        award_text=row.award_type.replace("_", " ").capitalize(),
        units_min=units,
        units_max=units,
        hours=int(row.hours),
        owner_id=organization.pk,
        **(PUBLISHED | {"status": of.status_of(row.status)}),
    )


def _codes(loading, pairs):
    """Both codes of each program; the sector of each TOP code, a pathway for each CIP code."""
    tops = {top_of(row): loading.sectors[row.sector_code] for row, _program in pairs}
    titles = {code: f"{sector.name} {code}" for code, sector in tops.items()}
    made = [
        SectorCode(sector=tops[code.code], code=code, **SOURCED)
        for code in learn_codes(loading, Scheme.TOP, titles)
    ]
    loading.write("sector codes", SectorCode, made)
    cips = {row.cip_code: loading.sectors[row.sector_code] for row, _program in pairs}
    titles = {code: f"{sector.name} {code}" for code, sector in cips.items()}
    new = learn_codes(loading, Scheme.CIP, titles)
    made = [
        Pathway(
            title=code.title[:120],
            slug=slugify(code.title),
            sector=cips[code.code],
            owner=next(iter(loading.organizations.values())),
            **PUBLISHED,
        )
        for code in new
    ]
    created = loading.write("pathways", Pathway, made)
    loading.pathways |= {code.code: row for code, row in zip(new, created, strict=True)}
    carried = []
    for row, program in pairs:
        top = loading.codes[Scheme.TOP][top_of(row)]
        carried += [
            ProgramCode(program_id=program.pk, code_id=code.pk, **SOURCED)
            for code in (top, loading.codes[Scheme.CIP][row.cip_code])
        ]
        if row.segment in WITH_AWARDS:
            loading.awarded[program.organization_id, top.pk] += int(row.popularity)
    loading.write("program codes", ProgramCode, carried)


def _places(loading, pairs):
    """The place of each on the pathway of its CIP code."""
    places = (
        PathwayProgram(
            pathway_id=loading.pathways[row.cip_code].pk,
            program_id=program.pk,
            role=PathwayRole.CORE,
            **SOURCED,
        )
        for row, program in pairs
    )
    loading.write("places on pathways", PathwayProgram, places)


def _offerings(loading, pairs):
    """This year's offering of each, and its work-based learning."""
    offerings = (
        Offering(
            program_id=program.pk,
            academic_year=OFFERED_IN,
            format=of.FORMATS[row.modality],
            schedules=[of.SCHEDULES[row.schedule]],
            language=of.language_of(row.language),
            cost=Decimal(row.cost_cents) / 100,
            **SOURCED,
        )
        for row, program in pairs
    )
    loading.write("offerings", Offering, offerings)
    activities = (
        Activity(program_id=program.pk, stage=stage, academic_year=OFFERED_IN, **SOURCED)
        for row, program in pairs
        for stage in filter(None, row.wbl.split(";"))
    )
    loading.write("work-based learning", Activity, activities)


def _jobs(loading, pairs):
    jobs = (
        ProgramOccupation(
            program_id=program.pk,
            occupation_id=loading.occupations[soc].pk,
            rank=rank,
            basis=OccupationBasis.COLLEGE,
            **SOURCED,
        )
        for row, program in pairs
        for rank, soc in enumerate(filter(None, row.soc_codes.split(";")), start=1)
    )
    loading.write("program occupations", ProgramOccupation, jobs)


def _awards(loading):
    """Ten years, a tenth more each year, up to what the data calls popularity."""
    by_year = defaultdict(list)
    for (organization, code), most in loading.awarded.items():
        for number, year in enumerate(AWARD_YEARS, start=1):
            by_year[year].append(
                AwardCount(
                    organization_id=organization,
                    code_id=code,
                    academic_year=year,
                    count=most * number // len(AWARD_YEARS),
                    **SOURCED,
                )
            )
    for rows in by_year.values():
        loading.write("awards", AwardCount, rows)


def top_of(row):
    """The TOP code as the portal stores it: digits only."""
    return row.top_code.replace(".", "")
