"""Reference tables in the admin: members look up, staff keeps, lists ask once."""

import pytest
from django.urls import reverse

from partners.tests.factories import SiteFactory, UserFactory
from partners.tests.forms import untouched_parts
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.enums import QualityRating
from programs.models import Code, Pathway, Program, SearchDocument
from programs.tests.factories import (
    AwardCountFactory,
    CodeFactory,
    CodeSetFactory,
    CompleterCountFactory,
    CredentialFactory,
    CrosswalkFactory,
    OccupationFactory,
    OfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
    SectorCodeFactory,
    SectorFactory,
)
from programs.tests.path_factories import (
    EmployabilitySkillFactory,
    QualityElementFactory,
    QualityReviewFactory,
)

pytestmark = pytest.mark.django_db

TABLES = {
    "awardcount": AwardCountFactory,
    "code": CodeFactory,
    "completercount": CompleterCountFactory,
    "credential": CredentialFactory,
    "crosswalk": CrosswalkFactory,
    "occupation": OccupationFactory,
    "pathway": PathwayFactory,
    "qualityelement": QualityElementFactory,
    "sector": SectorFactory,
    "sectorcode": SectorCodeFactory,
}


def url(model, page, *args):
    return reverse(f"admin:programs_{model}_{page}", args=args)


@pytest.mark.parametrize("table", TABLES)
def test_list_query_count_does_not_grow(client, staff, table):
    TABLES[table]()
    for_one = queries(client, url(table, "changelist"))
    TABLES[table]()
    TABLES[table]()

    assert queries(client, url(table, "changelist")) == for_one


@pytest.mark.parametrize("table", TABLES)
def test_members_read_and_do_not_write(client, lead, table):
    row = TABLES[table]()

    assert client.get(url(table, "change", row.pk)).status_code == 200
    assert client.post(url(table, "change", row.pk), {}).status_code == 403
    assert client.post(url(table, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert client.get(url(table, "add")).status_code == 403


@pytest.mark.parametrize("table", [*TABLES, "codeset", "synonym"])
def test_staff_has_a_form_to_add(client, staff, table):
    assert client.get(url(table, "add")).status_code == 200


def test_a_draft_pathway_is_the_staffs(client, lead):
    pathway = PathwayFactory(status=EditingStatus.DRAFT)

    assert client.get(url("pathway", "change", pathway.pk)).status_code == 404


def test_a_pathway_shows_members_only_their_own_programs(client, lead):
    organization = lead.memberships.get().organization
    pathway = PathwayFactory()
    own = ProgramFactory(title="Own program", organization=organization, owner=organization)
    PathwayProgramFactory(pathway=pathway, program=own)
    theirs = ProgramFactory(title="Draft of others", status=EditingStatus.DRAFT)
    PathwayProgramFactory(pathway=pathway, program=theirs)

    page = client.get(url("pathway", "change", pathway.pk)).content.decode()

    assert "Own program" in page
    assert "Draft of others" not in page


def test_the_history_of_a_pathway_shows_members_no_program_of_others(client, lead):
    pathway = PathwayFactory()
    theirs = ProgramFactory(title="Draft of others", status=EditingStatus.DRAFT)
    PathwayProgramFactory(pathway=pathway, program=theirs)

    page = client.get(url("pathway", "history", pathway.pk)).content.decode()

    assert "Draft of others" not in page


def test_its_owner_mends_a_pathway_and_reads_no_program_of_others(client, lead):
    pathway = PathwayFactory(owner=lead.memberships.get().organization)
    theirs = ProgramFactory(title="Draft of others", status=EditingStatus.DRAFT)
    place = PathwayProgramFactory(pathway=pathway, program=theirs)

    shown = [client.get(url("pathway", page, pathway.pk)) for page in ("change", "history")]
    client.post(url("pathway", "change", pathway.pk), pathway_data())

    pathway.refresh_from_db()
    assert pathway.title == "Mended"
    assert not any("Draft of others" in page.content.decode() for page in shown)
    assert list(pathway.pathway_programs.all()) == [place]


def pathway_data(**parts):
    """What the browser sends when a pathway's form is saved, with these new rows of its parts."""
    data = {"title": "Mended", "source": "Catalog", "review_every": 12} | untouched_parts(Pathway)
    for part in ("pathway_programs", "pathway_skills", "pathway_supports", "quality_reviews"):
        rows = parts.get(part, [])
        data |= {f"{part}-TOTAL_FORMS": len(rows), f"{part}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return data


def test_whoever_keeps_a_pathway_reviews_it_and_is_named(client, lead):
    pathway = PathwayFactory(owner=lead.memberships.get().organization)
    skill = EmployabilitySkillFactory()
    review = {
        "element": QualityElementFactory().pk,
        "rating": QualityRating.PARTLY,
        "evidence": "Two of four schools do it.",
        "reviewed_on": "2026-10-01",
    }

    client.post(
        url("pathway", "change", pathway.pk),
        pathway_data(quality_reviews=[review], pathway_skills=[{"skill": skill.pk}]),
    )

    found = pathway.quality_reviews.get()
    assert (found.rating, found.reviewed_by) == (QualityRating.PARTLY, lead)
    assert pathway.pathway_skills.get().skill == skill


@pytest.mark.parametrize(
    ("change", "is_theirs"),
    [
        pytest.param({"rating": QualityRating.MEETS}, True, id="another rating"),
        pytest.param({"evidence": "Three of four."}, True, id="other evidence"),
        pytest.param({"evidence_es": "Dos de cuatro."}, False, id="its translation"),
        pytest.param({"evidence_url": "https://example.org/"}, False, id="where it is read"),
    ],
)
def test_a_review_is_of_whoever_last_judged(client, lead, change, is_theirs):
    before = UserFactory()
    pathway = PathwayFactory(owner=lead.memberships.get().organization)
    review = QualityReviewFactory(
        pathway=pathway, rating=QualityRating.PARTLY, evidence="Two of four.", reviewed_by=before
    )
    row = {
        "id": review.pk,
        "pathway": pathway.pk,
        "element": review.element_id,
        "rating": review.rating,
        "evidence": review.evidence,
        "reviewed_on": review.reviewed_on.isoformat(),
    }

    client.post(
        url("pathway", "change", pathway.pk),
        pathway_data(quality_reviews=[row | change]) | {"quality_reviews-INITIAL_FORMS": 1},
    )

    found = pathway.quality_reviews.get()
    assert {name: getattr(found, name) for name in change} == change
    assert found.reviewed_by == (lead if is_theirs else before)


def test_a_review_without_evidence_is_refused_in_words(client, lead):
    pathway = PathwayFactory(owner=lead.memberships.get().organization)
    review = {
        "element": QualityElementFactory().pk,
        "rating": QualityRating.MEETS,
        "reviewed_on": "2026-10-01",
    }

    response = client.post(
        url("pathway", "change", pathway.pk), pathway_data(quality_reviews=[review])
    )

    assert "Say what shows it, or link to it." in response.content.decode()
    assert not pathway.quality_reviews.exists()


def test_members_do_not_verify_pathways(client, lead):
    pathway = PathwayFactory()

    assert client.post(url("pathway", "verify", pathway.pk)).status_code == 403
    assert Pathway.objects.get().verified_on is None


@pytest.mark.parametrize("words", ["1230.10", "123010", "Registered"])
def test_codes_are_found_as_people_write_them(client, staff, words):
    CodeFactory()
    nursing = CodeFactory(code="123010", title="Registered Nursing")

    response = client.get(url("code", "changelist"), {"q": words})

    assert list(response.context["cl"].result_list) == [nursing]


def test_code_sets_open(client, lead):
    assert client.get(url("codeset", "change", CodeSetFactory().pk)).status_code == 200
    assert Code.objects.count() == 0


def test_what_stands_in_the_way_of_a_deletion_is_counted_where_it_is_foreign(client, lead):
    site = SiteFactory(organization=lead.memberships.get().organization)
    program = ProgramFactory(title="Draft of others", status=EditingStatus.DRAFT)
    OfferingFactory(program=program, site=site)

    page = client.get(reverse("admin:partners_site_delete", args=[site.pk])).content.decode()

    assert "1 record of another organization" in page
    assert "Draft of others" not in page


def test_an_edit_in_the_admin_is_findable_at_once(client, lead):
    organization = lead.memberships.get().organization
    program = ProgramFactory(organization=organization, owner=organization)
    parts = ["program_codes", "program_occupations", "offerings", "pathway_programs"]
    data = {
        "title": "Quokka husbandry",
        "organization": organization.pk,
        "owner": organization.pk,
        "segment": program.segment,
        "sector": program.sector_id,
        "availability": "offered",
        "status": "published",
        "source": "Catalog",
        "review_every": 12,
        **{f"{part}-{form}_FORMS": 0 for part in parts for form in ("TOTAL", "INITIAL")},
        **untouched_parts(Program),
    }

    response = client.post(url("program", "change", program.pk), data)

    assert response.status_code == 302
    found = SearchDocument.objects.get(kind="program", object_id=program.pk)
    assert (found.title, found.is_public) == ("Quokka husbandry", True)
