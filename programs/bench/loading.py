"""Made-up data into an empty database, in bulk, through the portal's own models."""

import csv
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.utils.text import slugify

from partners.enums import OrganizationKind
from partners.models import County, Organization, Region, Site
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import search_documents
from programs.bench import dataset as of
from programs.bench import labor
from programs.bench.copying import copy_in
from programs.enums import Experience, OccupationBasis, PathwayRole, Scheme
from programs.models import (
    AwardCount,
    Code,
    CodeSet,
    Occupation,
    Offering,
    Pathway,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
    Sector,
    SectorCode,
    Synonym,
)

SOURCED = {"source": "Made-up data to measure with", "as_of": date(2026, 6, 30)}
PUBLISHED = {"status": EditingStatus.PUBLISHED, **SOURCED}
BATCH = 5_000
EDITIONS = {Scheme.TOP: "2023", Scheme.CIP: "2020", Scheme.SOC: "2018"}
OFFERED_IN = academic_year.starting(2026)
# The state counts awards of colleges, ten years of them.
AWARD_YEARS = [academic_year.starting(year) for year in range(2014, 2024)]
WITH_AWARDS = {"NC", "CC"}


@dataclass
class Loading:
    """Rows and seconds by step, in the order of the work; and what later steps look up.

    `inside`: rows of agreements that join no two organizations, and so are none.
    """

    rows: Counter = field(default_factory=Counter)
    seconds: Counter = field(default_factory=Counter)
    inside: int = 0
    numbers: count = field(default_factory=lambda: count(1))

    def write(self, name, model, rows):
        """Create these rows, and count them and the time under `name`."""
        start = time.perf_counter()
        created = model.objects.bulk_create(rows, batch_size=BATCH)
        self._count(name, len(created), start)
        return created

    def copy(self, name, model, rows):
        """The same for the tables that have a million rows."""
        start = time.perf_counter()
        created = copy_in(model, rows)
        self._count(name, len(created), start)
        return created

    def _count(self, name, rows, start):
        self.rows[name] += rows
        self.seconds[name] += time.perf_counter() - start

    def run(self, dataset):
        """Everything but the search documents."""
        self.sectors = self._sectors(dataset.table("sectors"))
        self.code_sets = self._code_sets()
        self.codes = {scheme: {} for scheme in EDITIONS}
        self.occupations = self._occupations(dataset.table("occupations"))
        self._synonyms()
        self.organizations = self._organizations(dataset.table("institutions"))
        jobs = list(dataset.table("occupations").itertuples())
        labor.load(self, jobs, self.counties, SOURCED)
        self.pathways, self.awarded, self.programs = {}, Counter(), {}
        for frame in dataset.programs():
            self._programs(list(frame.itertuples(index=False)))
        self._awards()
        self.statistics()

    def statistics(self):
        """As PostgreSQL makes them by itself within minutes of a bulk load."""
        start = time.perf_counter()
        with connection.cursor() as cursor:
            # Old versions of rows cannot be cleared away inside a transaction.
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
        self.seconds["statistics"] += time.perf_counter() - start

    def documents(self):
        """Build every search document; return {kind: documents written}."""
        start = time.perf_counter()
        written = search_documents.rebuild_all()
        self.rows["search documents"] = sum(written.values())
        self.seconds["search documents"] = time.perf_counter() - start
        return written

    def _sectors(self, frame):
        rows = [
            Sector(code=row.sector_code, slug=slugify(row.sector), name=row.sector, **SOURCED)
            for row in frame.itertuples()
        ]
        return {sector.code: sector for sector in self.write("sectors", Sector, rows)}

    def _code_sets(self):
        rows = [
            CodeSet(scheme=scheme, version=version, name=scheme.label, **SOURCED)
            for scheme, version in EDITIONS.items()
        ]
        return {row.scheme: row for row in self.write("code sets", CodeSet, rows)}

    def _learn_codes(self, scheme, titles):
        """Codes that were not there before, as {code: title}; returns the new ones."""
        known = self.codes[scheme]
        rows = [
            Code(code_set=self.code_sets[scheme], code=code, title=title[:200], **SOURCED)
            for code, title in titles.items()
            if code not in known
        ]
        created = self.write("codes", Code, rows)
        known.update({row.code: row for row in created})
        return created

    def _occupations(self, frame):
        rows = list(frame.itertuples())
        self._learn_codes(Scheme.SOC, {row.soc_code: row.occupation for row in rows})
        made = [
            Occupation(
                code=self.codes[Scheme.SOC][row.soc_code],
                title=row.occupation[:120],
                slug=slugify(f"{row.occupation} {row.soc_code}"),
                entry_education=labor.EDUCATION[row.entry_education],
                experience=Experience.NONE,
                **SOURCED,
            )
            for row in rows
        ]
        created = self.write("occupations", Occupation, made)
        return {row.soc_code: made for row, made in zip(rows, created, strict=True)}

    def _own(self, **values):
        """An organization, which is its own owner and so needs its number beforehand."""
        number = next(self.numbers)
        return Organization(pk=number, owner_id=number, **PUBLISHED, **values)

    def _synonyms(self):
        """The region's own: without them a question would be understood faster than it is."""
        path = settings.BASE_DIR / "fixtures" / "synonyms.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                Synonym(
                    phrase=row["phrase"], means=row["means"], language=row["language"], **SOURCED
                )
                for row in csv.DictReader(file)
            ]
        self.write("synonyms", Synonym, rows)

    def _organizations(self, frame):
        """Institutions by their number, each below its district, each with its main site."""
        rows = list(frame.itertuples())
        regions = {
            row.name: row
            for row in self.write(
                "regions",
                Region,
                [
                    Region(name=name, slug=slugify(name), **SOURCED)
                    for name in dict.fromkeys(row.region for row in rows)
                ],
            )
        }
        region_of = {row.county: regions[row.region] for row in rows}
        made = [
            County(region=region, fips=f"{number:05d}", name=name, slug=slugify(name), **SOURCED)
            for number, (name, region) in enumerate(region_of.items(), start=1)
        ]
        self.counties = {row.name: row for row in self.write("counties", County, made)}
        districts = {
            row.name: row
            for row in self.write(
                "organizations",
                Organization,
                [
                    self._own(
                        name=name,
                        slug=slugify(name),
                        kind=OrganizationKind.COLLEGE_DISTRICT
                        if "Community College" in name
                        else OrganizationKind.DISTRICT,
                        county=self.counties[county],
                    )
                    for name, county in {row.district: row.county for row in rows}.items()
                ],
            )
        }
        made = [
            self._own(
                name=row.institution,
                slug=row.slug,
                kind=of.KINDS[row.segment],
                segments=[of.SEGMENTS[row.segment]],
                parent=districts[row.district],
                county=self.counties[row.county],
            )
            for row in rows
        ]
        created = self.write("organizations", Organization, made)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Organization]):
                cursor.execute(statement)
        self.write(
            "sites",
            Site,
            [
                Site(
                    organization=organization,
                    city=row.city[:60],
                    latitude=float(row.latitude),
                    longitude=float(row.longitude),
                )
                for row, organization in zip(rows, created, strict=True)
            ],
        )
        return {row.institution_id: made for row, made in zip(rows, created, strict=True)}

    def _programs(self, rows):
        made = []
        for row in rows:
            units = of.units_of(row.units)
            made.append(
                Program(
                    title=row.title[:160],
                    summary=row.description,
                    slug=row.slug[:200],
                    organization=self.organizations[row.institution_id],
                    segment=of.SEGMENTS[row.segment],
                    sector=self.sectors[row.sector_code],
                    award=of.award_of(row.award_type, units),
                    award_text=row.award_type.replace("_", " ").capitalize(),
                    units_min=units,
                    units_max=units,
                    hours=int(row.hours),
                    owner=self.organizations[row.institution_id],
                    **(PUBLISHED | {"status": of.status_of(row.status)}),
                )
            )
        pairs = list(zip(rows, self.write("programs", Program, made), strict=True))
        self.programs |= {
            row.program_id: (one.pk, one.segment, one.owner_id, one.status) for row, one in pairs
        }
        self._codes_and_pathways(pairs)
        self.write(
            "offerings",
            Offering,
            [
                Offering(
                    program=program,
                    academic_year=OFFERED_IN,
                    format=of.FORMATS[row.modality],
                    schedules=[of.SCHEDULES[row.schedule]],
                    language=of.language_of(row.language),
                    cost=Decimal(row.cost_cents) / 100,
                    **SOURCED,
                )
                for row, program in pairs
            ],
        )
        # Its app stands above this one: the relation leads there.
        activity = Program._meta.get_field("activities").related_model
        self.write(
            "work-based learning",
            activity,
            [
                activity(program=program, stage=stage, academic_year=OFFERED_IN, **SOURCED)
                for row, program in pairs
                for stage in filter(None, row.wbl.split(";"))
            ],
        )
        self.write(
            "program occupations",
            ProgramOccupation,
            [
                ProgramOccupation(
                    program=program,
                    occupation=self.occupations[soc],
                    rank=rank,
                    basis=OccupationBasis.COLLEGE,
                    **SOURCED,
                )
                for row, program in pairs
                for rank, soc in enumerate(filter(None, row.soc_codes.split(";")), start=1)
            ],
        )

    def _codes_and_pathways(self, pairs):
        """Both codes of each program; a pathway for all the programs of one CIP code."""
        sector_of = {row.cip_code: self.sectors[row.sector_code] for row, _program in pairs}
        tops = {top_of(row): self.sectors[row.sector_code] for row, _program in pairs}
        new = self._learn_codes(
            Scheme.TOP, {code: f"{sector.name} {code}" for code, sector in tops.items()}
        )
        rows = [SectorCode(sector=tops[code.code], code=code, **SOURCED) for code in new]
        self.write("sector codes", SectorCode, rows)
        new = self._learn_codes(
            Scheme.CIP, {code: f"{sector.name} {code}" for code, sector in sector_of.items()}
        )
        made = [
            Pathway(
                title=code.title[:120],
                slug=slugify(code.title),
                sector=sector_of[code.code],
                owner=next(iter(self.organizations.values())),
                **PUBLISHED,
            )
            for code in new
        ]
        created = self.write("pathways", Pathway, made)
        self.pathways |= {code.code: row for code, row in zip(new, created, strict=True)}
        codes = self.codes
        carried = []
        for row, program in pairs:
            for code in (codes[Scheme.TOP][top_of(row)], codes[Scheme.CIP][row.cip_code]):
                carried.append(ProgramCode(program=program, code=code, **SOURCED))
            if row.segment in WITH_AWARDS:
                self.awarded[program.organization_id, codes[Scheme.TOP][top_of(row)].pk] += int(
                    row.popularity
                )
        self.write("program codes", ProgramCode, carried)
        places = [
            PathwayProgram(
                pathway=self.pathways[row.cip_code],
                program=program,
                role=PathwayRole.CORE,
                **SOURCED,
            )
            for row, program in pairs
        ]
        self.write("places on pathways", PathwayProgram, places)

    def _awards(self):
        """Ten years, a tenth more each year, up to what the data calls popularity."""
        by_year = defaultdict(list)
        for (organization, code), most in self.awarded.items():
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
            self.write("awards", AwardCount, rows)


def top_of(row):
    """The TOP code as the portal stores it: digits only."""
    return row.top_code.replace(".", "")
