"""Made-up sectors, jobs and institutions: what programs point at."""

import csv
from itertools import count

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.utils.text import slugify

from partners.enums import OrganizationKind
from partners.models import County, Organization, Region, Site
from programs.bench import dataset as of
from programs.bench import labor
from programs.bench.loading import PUBLISHED, SOURCED
from programs.enums import Experience, Scheme
from programs.models import Code, CodeSet, Occupation, Sector, Synonym

EDITIONS = {Scheme.TOP: "2023", Scheme.CIP: "2020", Scheme.SOC: "2018"}
MODELS = (
    Sector, CodeSet, Code, Occupation, Synonym, Region, County, Organization, Site, *labor.MODELS
)  # fmt: skip


def load(loading, dataset):
    """Write them, with pay and rules of the counties."""
    loading.sectors = _sectors(loading, dataset.table("sectors"))
    loading.code_sets = _code_sets(loading)
    loading.codes = {scheme: {} for scheme in EDITIONS}
    jobs = list(dataset.table("occupations").itertuples())
    loading.occupations = _occupations(loading, jobs)
    _synonyms(loading)
    institutions = list(dataset.table("institutions").itertuples())
    loading.counties = _counties(loading, institutions)
    loading.organizations = _organizations(loading, institutions)
    labor.load(loading, jobs, loading.counties, SOURCED)
    yield


def learn_codes(loading, scheme, titles):
    """Codes that were not there before, as {code: title}; returns the new ones."""
    known = loading.codes[scheme]
    rows = [
        Code(code_set=loading.code_sets[scheme], code=code, title=title[:200], **SOURCED)
        for code, title in titles.items()
        if code not in known
    ]
    created = loading.write(f"{scheme.label} codes", Code, rows)
    known.update({row.code: row for row in created})
    return created


def _sectors(loading, frame):
    rows = [
        Sector(code=row.sector_code, slug=slugify(row.sector), name=row.sector, **SOURCED)
        for row in frame.itertuples()
    ]
    return {sector.code: sector for sector in loading.write("sectors", Sector, rows)}


def _code_sets(loading):
    rows = [
        CodeSet(scheme=scheme, version=version, name=scheme.label, **SOURCED)
        for scheme, version in EDITIONS.items()
    ]
    return {row.scheme: row for row in loading.write("code sets", CodeSet, rows)}


def _occupations(loading, rows):
    learn_codes(loading, Scheme.SOC, {row.soc_code: row.occupation for row in rows})
    made = [
        Occupation(
            code=loading.codes[Scheme.SOC][row.soc_code],
            title=row.occupation[:120],
            slug=slugify(f"{row.occupation} {row.soc_code}"),
            entry_education=labor.EDUCATION[row.entry_education],
            experience=Experience.NONE,
            **SOURCED,
        )
        for row in rows
    ]
    created = loading.write("occupations", Occupation, made)
    return {row.soc_code: made for row, made in zip(rows, created, strict=True)}


def _synonyms(loading):
    """The region's own: without them a question would be understood faster than it is."""
    path = settings.BASE_DIR / "fixtures" / "synonyms.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Synonym(phrase=row["phrase"], means=row["means"], language=row["language"], **SOURCED)
            for row in csv.DictReader(file)
        ]
    loading.write("synonyms", Synonym, rows)


def _counties(loading, rows):
    """Counties by their name, each in the region that the data name."""
    made = [
        Region(name=name, slug=slugify(name), **SOURCED)
        for name in dict.fromkeys(row.region for row in rows)
    ]
    regions = {row.name: row for row in loading.write("regions", Region, made)}
    region_of = {row.county: regions[row.region] for row in rows}
    made = [
        County(region=region, fips=f"{number:05d}", name=name, slug=slugify(name), **SOURCED)
        for number, (name, region) in enumerate(region_of.items(), start=1)
    ]
    return {row.name: row for row in loading.write("counties", County, made)}


def _organizations(loading, rows):
    """Institutions by their number, each below its district, each with its main site."""
    numbers = count(1)
    made = [
        _own(
            next(numbers),
            name=name,
            slug=slugify(name),
            kind=OrganizationKind.COLLEGE_DISTRICT
            if "Community College" in name
            else OrganizationKind.DISTRICT,
            county=loading.counties[county],
        )
        for name, county in {row.district: row.county for row in rows}.items()
    ]
    districts = {row.name: row for row in loading.write("organizations", Organization, made)}
    made = [
        _own(
            next(numbers),
            name=row.institution,
            slug=row.slug,
            kind=of.KINDS[row.segment],
            segments=[of.SEGMENTS[row.segment]],
            parent=districts[row.district],
            county=loading.counties[row.county],
        )
        for row in rows
    ]
    created = loading.write("organizations", Organization, made)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Organization]):
            cursor.execute(statement)
    sites = [
        Site(
            organization=organization,
            city=row.city[:60],
            latitude=float(row.latitude),
            longitude=float(row.longitude),
        )
        for row, organization in zip(rows, created, strict=True)
    ]
    loading.write("sites", Site, sites)
    return {row.institution_id: made for row, made in zip(rows, created, strict=True)}


def _own(number, **values):
    """An organization, which is its own owner and so needs its number beforehand."""
    return Organization(pk=number, owner_id=number, **PUBLISHED, **values)
