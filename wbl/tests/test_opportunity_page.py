"""The page of one opportunity: what is on file, what is not, whether one can still apply."""

import datetime

import pytest
from django.utils import timezone

from partners.enums import OrganizationKind
from partners.tests.factories import CountyFactory, OrganizationFactory, SiteFactory
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import PathwayFactory, ProgramFactory, SectorFactory
from wbl.enums import OpportunityState
from wbl.tests.factories import OpportunityFactory, ProgramActivityFactory
from wbl.tests.pages import text

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def page(client, offer, language=""):
    return client.get(f"{language}{offer.get_absolute_url()}")


def test_everything_on_file_is_said(client):
    employer = OrganizationFactory(name="Bay Clinic", kind=OrganizationKind.EMPLOYER)
    offer = OpportunityFactory(
        title="A day at the clinic",
        description="You follow a nurse.",
        employer=employer,
        county=CountyFactory(name="Bay"),
        site=SiteFactory(organization=employer, name="East Wing", city="Harbor"),
        seats=4,
        hours=8,
        is_paid=False,
        min_age=16,
        grades=[11, 12],
        starts_on=datetime.date(2031, 2, 1),
        ends_on=datetime.date(2031, 2, 2),
        apply_by=datetime.date(2031, 1, 15),
        apply_url="https://clinic.example/apply",
    )

    response = page(client, offer)
    words = text(response)

    for said in (
        "A day at the clinic",
        "You follow a nurse.",
        "Bay Clinic",
        "East Wing",
        "Harbor",
        "Least age 16",
        "Grades 11, 12",
        "Hours in all 8",
        "Pay not paid",
        "Seats 4",
        "Starts on 1 Feb 2031",
        "Last day 2 Feb 2031",
        "Apply by 15 Jan 2031",
    ):
        assert said in words
    assert 'href="https://clinic.example/apply"' in response.content.decode()


def test_what_no_source_has_is_not_on_file(client):
    words = text(page(client, OpportunityFactory(starts_on=None)))

    for label in ("Starts on", "Apply by", "Least age", "Grades", "Pay", "Seats", "County"):
        assert f"{label} not on file" in words
    assert "The last day to apply is not on file: ask soon." in words
    assert "Where to apply is not on file." in words


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": OpportunityState.FILLED}, "One cannot apply any more: Filled."),
        ({"apply_by": -1}, "The last day to apply was"),
        ({"starts_on": -5, "ends_on": -1}, "It ended on"),
    ],
)
def test_what_is_over_stays_with_its_reason_and_no_way_to_apply(client, fields, sentence):
    today = timezone.localdate()
    days = {k: today + v * DAY if isinstance(v, int) else v for k, v in fields.items()}

    response = page(client, OpportunityFactory(apply_url="https://a.example/", **days))

    assert sentence in text(response)
    assert "https://a.example/" not in response.content.decode()


def test_the_last_day_to_apply_is_still_open(client):
    offer = OpportunityFactory(apply_by=timezone.localdate(), apply_url="https://a.example/")

    assert "https://a.example/" in page(client, offer).content.decode()


def test_a_sample_says_so_offers_no_way_to_apply_and_is_not_for_search_engines(client):
    offer = OpportunityFactory(
        is_sample=True, employer__is_sample=True, apply_url="https://a.example/"
    )

    response = page(client, offer)

    assert "nobody can apply" in text(response)
    assert "https://a.example/" not in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_its_sectors_lead_to_pathways_and_to_programs_that_prepare(client):
    sector = SectorFactory(slug="health", name="Health")
    ProgramFactory(sector=sector, segment="hs")
    ProgramFactory(sector=sector, status=EditingStatus.DRAFT)
    PathwayFactory(sector=sector, title="Patient Care")
    PathwayFactory(sector=sector, title="Hidden", status=EditingStatus.DRAFT)

    response = page(client, OpportunityFactory(sectors=[sector]))

    (here,) = response.context["here"].sectors
    assert here.segments == [("hs", 1)]
    assert [one.title for one in here.pathways] == ["Patient Care"]
    assert "/programs/?sector=health&amp;segment=hs" in response.content.decode()


def test_programs_that_work_with_the_employer_are_named_once(client):
    offer = OpportunityFactory()
    program = ProgramFactory(title="Welding")
    for _number in range(2):
        ProgramActivityFactory(program=program, partner=offer.employer)
    ProgramActivityFactory(
        program=ProgramFactory(status=EditingStatus.DRAFT), partner=offer.employer
    )

    ProgramActivityFactory(partner=offer.employer, is_sample=True)  # about a real program

    (activity,) = page(client, offer).context["here"].with_employer

    assert activity.program == program


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"employer__status": "draft"}])
def test_what_is_not_public_is_not_found(client, fields):
    assert page(client, OpportunityFactory(**fields)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    sectors = SectorFactory.create_batch(count)
    offer = OpportunityFactory(sectors=sectors)
    for sector in sectors:
        ProgramFactory(sector=sector)
        PathwayFactory(sector=sector)
        ProgramActivityFactory(partner=offer.employer)

    with django_assert_num_queries(5):  # row, sectors, counts, pathways, programs of the employer
        response = page(client, offer)

    assert len(response.context["here"].sectors) == count


def test_both_languages(client):
    offer = OpportunityFactory(title="A day at the lab", title_es="Un día en el laboratorio")

    assert "Un día en el laboratorio" in text(page(client, offer, "/es"))


def test_english_alone_is_marked_as_english_on_a_spanish_page(client):
    offer = OpportunityFactory(title="A day at the lab", title_es="")

    assert '<h1 lang="en">A day at the lab</h1>' in page(client, offer, "/es").content.decode()
