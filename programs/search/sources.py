"""What each kind of document is made of: texts by weight and language, facets, order.

Every builder takes ids of its own table and runs a fixed number of queries, however many ids.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Sum
from django.utils.translation import override

from partners.enums import Operating, OrganizationKind, Segment
from partners.models import County, Organization, Site, Term
from partners.models.organization import DETAIL_PAGES
from pathways_portal.common.enums import EditingStatus
from programs.enums import (
    OPEN_TO_STUDENTS,
    Award,
    Cost,
    DocumentKind,
    Format,
    Schedule,
    Scheme,
    TeachingLanguage,
)
from programs.models import (
    AwardCount,
    Occupation,
    Offering,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
    Sector,
    SectorCode,
)
from programs.search.words import code_lexeme, fold, spelled_words

# Occupations that graduates enter first weigh like the title; the rest (instructors, managers)
# only help to find the program at all.
LEADING_OCCUPATIONS = 3
MOST_AWARDS = 9_999_999
BOTH = ("en", "es")

DEFAULTS = {
    "kind": "",
    "object_id": None,
    "key": "",
    "page": "",
    "title": "",
    "title_es": "",
    "sort_name": "",
    "segment": "",
    "award": "",
    "sector": None,
    "county": None,
    "organizations": [],
    "occupations": [],
    "formats": [],
    "schedules": [],
    "languages": [],
    "costs": [],
    "city": "",
    "latitude": None,
    "longitude": None,
    "awards": None,
    "awards_year": "",
    "awards_shared": False,
    "standing": 0,
    "is_public": False,
}
COLUMNS = tuple(DEFAULTS)


@dataclass
class Document:
    """One search document before it is written: column values and texts by weight and language."""

    values: dict
    texts: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, weight, *texts, languages=BOTH):
        """Index texts under a weight a to d; names and codes count in both languages."""
        for language in languages:
            self.texts[f"{weight}_{language}"] += [text for text in texts if text]

    def add_pair(self, weight, english, spanish):
        self.add(weight, english, languages=("en",))
        self.add(weight, spanish, languages=("es",))

    def add_label(self, weight, choice):
        """A choice, in the words of both languages."""
        for language in BOTH:
            with override(language):
                self.add(weight, str(choice.label), languages=(language,))

    def text(self, name):
        return " ".join(fold(text) for text in self.texts.get(name, ()))

    @property
    def spelled(self):
        return {word for texts in self.texts.values() for t in texts for word in spelled_words(t)}


def _document(kind, pk, *, key, title, title_es="", page="", public, **values):
    document = Document(
        DEFAULTS
        | {
            "kind": kind.value,
            "object_id": pk,
            "key": key,
            "page": page,
            "title": title[:200],
            "title_es": title_es[:250],
            "sort_name": fold(title)[:250],
            "is_public": public,
        }
        | values
    )
    document.add_pair("a", title, title_es)
    return document


def _by(pairs):
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _with_parents(ids):
    """{id: organization} of these and of everything above them."""
    found, wanted = {}, set(ids)
    while wanted:
        found |= {
            organization.pk: organization
            for organization in Organization.objects.filter(pk__in=wanted).select_related("county")
        }
        wanted = {o.parent_id for o in found.values() if o.parent_id} - found.keys()
    return found


def _line(organization, organizations):
    """An organization, its parent, and so on; a loop ends where it would start again."""
    line = []
    while organization and organization not in line:
        line.append(organization)
        organization = organizations.get(organization.parent_id)
    return line


def _main_sites(organization_ids):
    return {
        site.organization_id: site
        for site in Site.objects.filter(organization__in=organization_ids, is_main=True)
    }


def _names(organization):
    return [organization.name, organization.short_name, *organization.aliases]


def _at(document, site, county):
    """Where it is: city, ZIP code, county and point."""
    if site:
        document.values |= {
            "city": site.city,
            "latitude": site.latitude,
            "longitude": site.longitude,
        }
        document.add("c", site.city, site.zip_code[:5])
    if county:
        document.values["county"] = county.pk
        document.add_pair("c", f"{county.name} County", f"Condado de {county.name}")


def programs(ids):
    rows = list(Program.objects.filter(pk__in=ids).select_related("sector"))
    organizations = _with_parents({program.organization_id for program in rows})
    sites = _main_sites({program.organization_id for program in rows})
    codes = _by(
        (row.program_id, row.code)
        for row in ProgramCode.objects.filter(program__in=ids).select_related("code__code_set")
    )
    occupations = _by(
        (row.program_id, row.occupation)
        for row in ProgramOccupation.objects.filter(program__in=ids)
        .select_related("occupation__code")
        .order_by("program", "rank")
    )
    offerings = _by((row.program_id, row) for row in Offering.objects.filter(program__in=ids))
    pathways = _by(
        (program, (title, title_es))
        for program, title, title_es in PathwayProgram.objects.filter(
            program__in=ids, pathway__status=EditingStatus.PUBLISHED
        )
        .order_by("pathway")
        .values_list("program", "pathway__title", "pathway__title_es")
    )
    credentials = _by(
        (program, (title, title_es))
        for program, title, title_es in Program.credentials.through.objects.filter(program__in=ids)
        .order_by("credential")
        .values_list("program", "credential__title", "credential__title_es")
    )
    awards = _latest_awards(rows, codes)
    shared = _shared_codes({program.organization_id for program in rows})

    documents = []
    for program in rows:
        document = _document(
            DocumentKind.PROGRAM,
            program.pk,
            key=program.slug,
            page="programs:detail",
            title=program.title,
            title_es=program.title_es,
            public=program.is_public,
            segment=program.segment,
            award=program.award or "",
        )
        line = _line(organizations[program.organization_id], organizations)
        document.values["organizations"] = [organization.pk for organization in line]
        for organization in line:
            document.add("b", *_names(organization))
        _at(document, sites.get(program.organization_id), line[0].county)
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
        for code in codes[program.pk]:
            document.add_pair("c", code.title, code.title_es)
            document.add("c", code_lexeme(code.code))
        _add_offerings(document, offerings[program.pk])
        document.add_pair("d", program.summary, program.summary_es)
        year, count = awards.get(program.pk, ("", None))
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
    step = MOST_AWARDS + 1
    return (
        2 * step * program.is_sample
        + step * program.is_program_area
        + MOST_AWARDS
        - min(awards or 0, MOST_AWARDS)
    )


def _latest_awards(rows, codes):
    """{program: (year, awards)}: all awards of its organization in its TOP codes, latest year."""
    tops = {
        program.pk: [c.pk for c in codes[program.pk] if c.code_set.scheme == Scheme.TOP]
        for program in rows
    }
    counts = defaultdict(dict)
    for organization, code, year, count in (
        AwardCount.objects.filter(
            organization__in={program.organization_id for program in rows},
            code__in={code for several in tops.values() for code in several},
        )
        .values_list("organization", "code", "academic_year")
        .annotate(total=Sum("count"))
        .order_by()
    ):
        counts[organization, code][year] = count
    latest = {}
    for program in rows:
        years = [counts[program.organization_id, code] for code in tops[program.pk]]
        year = max((year for by_year in years for year in by_year), default="")
        if year:
            latest[program.pk] = year, sum(by_year.get(year, 0) for by_year in years)
    return latest


def _shared_codes(organization_ids):
    """{(organization, TOP code)} that more than one of its public programs carries."""
    return set(
        ProgramCode.objects.filter(
            program__organization__in=organization_ids,
            program__status=EditingStatus.PUBLISHED,
            program__availability__in=OPEN_TO_STUDENTS,
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


def _add_offerings(document, offerings):
    formats, schedules, languages, free = set(), set(), set(), False
    for offering in offerings:
        formats.add(offering.format)
        schedules.update(offering.schedules)
        languages.add(offering.language)
        free = free or offering.cost == 0
    columns = {
        "formats": (Format, formats),
        "schedules": (Schedule, schedules),
        "languages": (TeachingLanguage, languages),
        "costs": (Cost, {Cost.FREE.value} if free else set()),
    }
    for name, (choices, found) in columns.items():
        document.values[name] = sorted(value for value in found if value)
        for value in document.values[name]:
            document.add_label("c", choices(value))


def organizations(ids):
    found = _with_parents(ids)
    sites = _main_sites(ids)
    documents = []
    for pk in ids:
        organization = found.get(pk)
        if organization is None:
            continue
        line = _line(organization, found)
        document = _document(
            DocumentKind.ORGANIZATION,
            pk,
            key=organization.slug,
            page=DETAIL_PAGES.get(organization.kind, ""),
            title=organization.name,
            public=organization.status == EditingStatus.PUBLISHED
            and organization.operating != Operating.CLOSED,
            organizations=[one.pk for one in line],
        )
        document.add("a", *_names(organization))
        document.add_label("b", OrganizationKind(organization.kind))
        for parent in line[1:]:
            document.add("b", *_names(parent))
        _at(document, sites.get(pk), organization.county)
        documents.append(document)
    return documents


def sectors(ids):
    titles = _by(
        SectorCode.objects.filter(sector__in=ids)
        .order_by("pk")
        .values_list("sector", "code__title")
    )
    documents = []
    for sector in Sector.objects.filter(pk__in=ids):
        document = _document(
            DocumentKind.SECTOR,
            sector.pk,
            key=sector.slug,
            page="programs:sector_detail",
            title=sector.name,
            title_es=sector.name_es,
            public=True,
        )
        document.add("c", *titles[sector.pk], languages=("en",))
        documents.append(document)
    return documents


def occupations(ids):
    documents = []
    for occupation in Occupation.objects.filter(pk__in=ids).select_related("code"):
        document = _document(
            DocumentKind.OCCUPATION,
            occupation.pk,
            key=occupation.code.code,
            title=occupation.title,
            title_es=occupation.title_es,
            public=occupation.code.is_match,
        )
        document.add("a", *occupation.aliases, code_lexeme(occupation.code.code))
        document.add("d", occupation.description, languages=("en",))
        documents.append(document)
    return documents


def terms(ids):
    documents = []
    for term in Term.objects.filter(pk__in=ids):
        document = _document(
            DocumentKind.TERM,
            term.pk,
            key=term.slug,
            page="partners:term",
            title=term.term,
            title_es=term.term_es,
            public=term.status == EditingStatus.PUBLISHED,
        )
        document.add("a", *term.also_called)
        document.add_pair("d", term.definition, term.definition_es)
        documents.append(document)
    return documents


def counties(ids):
    documents = []
    for county in County.objects.filter(pk__in=ids):
        document = _document(
            DocumentKind.COUNTY, county.pk, key=county.slug, title=county.name, public=True
        )
        document.add_pair("a", f"{county.name} County", f"Condado de {county.name}")
        documents.append(document)
    return documents


BUILDERS = {
    DocumentKind.PROGRAM: programs,
    DocumentKind.ORGANIZATION: organizations,
    DocumentKind.SECTOR: sectors,
    DocumentKind.OCCUPATION: occupations,
    DocumentKind.TERM: terms,
    DocumentKind.COUNTY: counties,
}
_MODELS = {
    DocumentKind.PROGRAM: Program,
    DocumentKind.ORGANIZATION: Organization,
    DocumentKind.SECTOR: Sector,
    DocumentKind.OCCUPATION: Occupation,
    DocumentKind.TERM: Term,
    DocumentKind.COUNTY: County,
}


def object_ids(kind):
    """Ids of everything of a kind, public or not."""
    return _MODELS[kind].objects.values_list("pk", flat=True)
