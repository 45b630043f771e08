"""What documents of each kind are made of, and which builder makes them.

Every builder takes ids of its own table and runs a fixed number of queries, however many ids,
before it returns; its documents may be made as they are asked for, without the database.
"""

from partners.enums import OrganizationKind
from partners.models import County, Organization, Term
from partners.models.organization import DETAIL_PAGES
from pathways_portal.common.enums import EditingStatus
from programs.enums import DocumentKind
from programs.models import (
    Occupation,
    Pathway,
    Program,
    Sector,
    SectorCode,
    Skill,
    Support,
)
from programs.search.document import (
    COLUMNS,
    grouped,
    line_of,
    main_sites,
    names_of,
    new_document,
    place_at,
    with_parents,
)
from programs.search.program_documents import programs
from programs.search.words import code_lexeme, fold

__all__ = ["BUILDERS", "COLUMNS", "object_ids"]


def organizations(ids):
    found = with_parents(ids)
    sites = main_sites(ids)
    documents = []
    for pk in ids:
        organization = found.get(pk)
        if organization is None:
            continue
        line = line_of(organization, found)
        document = new_document(
            DocumentKind.ORGANIZATION,
            pk,
            key=organization.slug,
            page=DETAIL_PAGES.get(organization.kind, ""),
            title=organization.name,
            public=organization.is_public,
            organizations=[one.pk for one in line],
        )
        document.add("a", *names_of(organization))
        document.add_label("b", OrganizationKind(organization.kind))
        for parent in line[1:]:
            document.add("b", *names_of(parent))
        site = sites.get(pk)
        document.values["names"] = _names_of_place(organization, site)
        place_at(document, site, organization.county)
        documents.append(document)
    return documents


def _names_of_place(organization, site):
    """What people type who are there. With its city, a name tells schools apart that share it."""
    names = [*names_of(organization), organization.slug]
    if site and site.city:
        names.append(f"{organization.name} {site.city}")
    return sorted({folded for name in names if (folded := fold(name))})


def sectors(ids):
    titles = grouped(
        SectorCode.objects.filter(sector__in=ids)
        .order_by("pk")
        .values_list("sector", "code__title")
    )
    documents = []
    for sector in Sector.objects.filter(pk__in=ids):
        document = new_document(
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


def pathways(ids):
    documents = []
    for pathway in Pathway.objects.filter(pk__in=ids):
        document = new_document(
            DocumentKind.PATHWAY,
            pathway.pk,
            key=pathway.slug,
            page="programs:pathway_detail",
            title=pathway.title,
            title_es=pathway.title_es,
            public=pathway.status == EditingStatus.PUBLISHED,
        )
        documents.append(document)
    return documents


def occupations(ids):
    documents = []
    for occupation in Occupation.objects.filter(pk__in=ids).select_related("code"):
        document = new_document(
            DocumentKind.OCCUPATION,
            occupation.pk,
            key=occupation.code.code,
            page="programs:career",
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
        document = new_document(
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


def skills(ids):
    """Those that have a place in addresses; the finder, filtered to it, is a skill's page."""
    documents = []
    for skill in Skill.objects.filter(pk__in=ids, slug__isnull=False):
        document = new_document(
            DocumentKind.SKILL,
            skill.pk,
            key=skill.slug,
            title=skill.name,
            title_es=skill.name_es,
            public=True,
        )
        document.add_pair("d", skill.description, skill.description_es)
        documents.append(document)
    return documents


def supports(ids):
    documents = []
    for support in Support.objects.filter(pk__in=ids):
        document = new_document(
            DocumentKind.SUPPORT,
            support.pk,
            key=support.slug,
            title=support.name,
            title_es=support.name_es,
            public=support.status == EditingStatus.PUBLISHED,
        )
        document.add_pair("d", support.description, support.description_es)
        documents.append(document)
    return documents


def counties(ids):
    documents = []
    for county in County.objects.filter(pk__in=ids):
        document = new_document(
            DocumentKind.COUNTY, county.pk, key=county.slug, title=county.name, public=True
        )
        document.add_pair("a", f"{county.name} County", f"Condado de {county.name}")
        documents.append(document)
    return documents


BUILDERS = {
    DocumentKind.PROGRAM: programs,
    DocumentKind.ORGANIZATION: organizations,
    DocumentKind.SECTOR: sectors,
    DocumentKind.PATHWAY: pathways,
    DocumentKind.OCCUPATION: occupations,
    DocumentKind.TERM: terms,
    DocumentKind.COUNTY: counties,
    DocumentKind.SKILL: skills,
    DocumentKind.SUPPORT: supports,
}
_MODELS = {
    DocumentKind.PROGRAM: Program,
    DocumentKind.ORGANIZATION: Organization,
    DocumentKind.SECTOR: Sector,
    DocumentKind.PATHWAY: Pathway,
    DocumentKind.OCCUPATION: Occupation,
    DocumentKind.TERM: Term,
    DocumentKind.COUNTY: County,
    DocumentKind.SKILL: Skill,
    DocumentKind.SUPPORT: Support,
}


def object_ids(kind):
    """Ids of everything of a kind, public or not; programs of an organization stand together, so
    that many built at once share what they mention."""
    order = ["organization", "pk"] if kind == DocumentKind.PROGRAM else ["pk"]
    return _MODELS[kind].objects.order_by(*order).values_list("pk", flat=True)
