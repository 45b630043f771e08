"""The page of a program: what is on file, what is not, and who may see whom to ask."""

import pytest
from django.urls import reverse

from partners.tests.factories import (
    MembershipFactory,
    PersonFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
)
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability
from programs.tests.factories import (
    AwardCountFactory,
    OfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramAreaFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)
from programs.tests.program_sent import page

pytestmark = pytest.mark.django_db


def test_program_page_names_what_is_on_file(client):
    program = ProgramFactory(title="Welding", units_min="18.0", units_max="18.5")
    SiteFactory(organization=program.organization, street="5 Harbor Way")

    words = text(page(client, program))

    assert "Welding" in words
    assert "A.S. Degree" in words
    assert "18–18.5" in words
    assert "5 Harbor Way" in words
    assert "Table of the tests" in words


def test_program_page_says_once_that_no_phone_or_e_mail_is_on_file(client):
    program = ProgramFactory()

    contacts = (
        page(client, program).content.decode().split('id="contacts"')[1].split("</section>")[0]
    )

    assert contacts.count("No phone or office e-mail is on file yet.") == 1
    assert contacts.count("not on file") == 2  # website, address


def test_program_page_says_that_website_and_address_are_on_file(client):
    program = ProgramFactory(organization__website="https://college.example.org")
    SiteFactory(organization=program.organization)

    assert "No phone or office e-mail is on file yet; the website and address are." in text(
        page(client, program)
    )


def test_program_page_says_which_of_phone_and_e_mail_is_missing(client):
    program = ProgramFactory(organization__phone="760-555-0100")

    assert "Office e-mail not on file" in text(page(client, program))


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="draft"),
        pytest.param({"status": EditingStatus.ARCHIVED}, id="archived"),
        pytest.param({"availability": Availability.INACTIVE}, id="inactive"),
        pytest.param({"availability": Availability.TEACH_OUT}, id="teach-out"),
        pytest.param({"availability": Availability.DRAFT}, id="draft at the state"),
    ],
)
def test_program_that_students_cannot_enter_is_not_found(client, hidden):
    assert page(client, ProgramFactory(**hidden)).status_code == 404


def test_program_area_says_ask_the_college_and_never_an_award(client):
    program = ProgramAreaFactory(title="Registered Nursing")

    words = text(page(client, program))

    assert "Program area: ask the college." in words
    assert "Associate degree" not in words


def test_program_area_does_not_say_that_students_can_enter(client):
    words = text(page(client, ProgramAreaFactory()))

    assert "Can students enter? not on file: ask the college" in words


@pytest.mark.parametrize(
    ("award", "said"), [("associate", True), ("transfer_degree", True), ("certificate_long", False)]
)
def test_units_of_a_degree_are_said_to_be_those_of_its_major(client, award, said):
    words = text(page(client, ProgramFactory(award=award, units_min=30, units_max=32)))

    assert ("Units in the major 30–32" in words) is said
    assert ("A degree is usually about 60 semester units in all" in words) is said


@pytest.mark.parametrize("is_sample", [True, False])
def test_sample_program_is_not_for_search_engines(client, is_sample):
    html = page(client, ProgramFactory(is_sample=is_sample)).content.decode()

    assert ('<meta name="robots" content="noindex">' in html) is is_sample


@pytest.mark.parametrize(("spanish", "tag"), [("", '<h1 lang="en">'), ("Soldadura", "<h1>")])
def test_english_title_on_a_spanish_page_is_marked(client, spanish, tag):
    program = ProgramFactory(title_es=spanish)

    assert f"{tag}{spanish or program.title}</h1>" in (
        client.get(f"/es{program.get_absolute_url()}").content.decode()
    )


def test_program_page_prints_its_absolute_address(client, settings):
    settings.SITE_URL = "https://pathways.example.org"
    program = ProgramFactory()

    assert (
        f'<p class="print-only">https://pathways.example.org{program.get_absolute_url()}</p>'
    ) in page(client, program).content.decode()


def test_people_are_hidden_from_the_public_and_from_accounts_without_rights(client):
    person = PersonFactory(name="Sample Coordinator")
    program = ProgramFactory(organization=person.organization)

    public = text(page(client, program))
    client.force_login(UserFactory())
    signed_in = text(page(client, program))

    assert "Sample Coordinator" not in public
    assert "Sample Coordinator" not in signed_in


def test_people_are_shown_to_members(client):
    person = PersonFactory(name="Sample Coordinator", email="coordinator@example.org")
    program = ProgramFactory(organization=person.organization)
    client.force_login(MembershipFactory().user)

    assert "coordinator@example.org" in text(page(client, program))


def test_offerings_say_free_and_not_on_file(client):
    offering = OfferingFactory(cost=0, schedules=["evenings"])

    response = page(client, offering.program)
    words = text(response)

    assert "Evenings" in words
    assert "Free" in words
    assert (
        "not on file" in response.content.decode().split('id="offerings"')[1].split("</section")[0]
    )


def test_codes_link_to_the_glossary_where_the_term_is_published(client):
    TermFactory(slug="top-code")
    own = ProgramCodeFactory()

    assert 'href="/glossary/top-code/"' in page(client, own.program).content.decode()


def test_report_link_names_the_page(client):
    program = ProgramFactory()

    assert f"?about={program.get_absolute_url()}" in page(client, program).content.decode()


def test_program_page_sets_no_cookie_and_may_be_cached(client):
    response = page(client, ProgramFactory())

    assert response.cookies == {}
    assert "public" in response["Cache-Control"]


def test_program_page_has_canonical_and_other_language(client, settings):
    settings.SITE_URL = "https://pathways.example.org"
    program = ProgramFactory(slug="welding", title_es="Soldadura")

    english = client.get("/programs/welding/").content.decode()
    spanish = client.get("/es/programs/welding/").content.decode()

    assert '<link rel="canonical" href="https://pathways.example.org/programs/welding/">' in english
    assert 'hreflang="es" href="https://pathways.example.org/es/programs/welding/"' in english
    assert "<h1>Soldadura</h1>" in spanish
    assert program.title in english


@pytest.mark.parametrize("count", [1, 3])
def test_program_page_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    program = ProgramFactory()
    pathway = PathwayFactory()
    PathwayProgramFactory(pathway=pathway, program=program)
    for _number in range(count):
        PathwayProgramFactory(pathway=pathway)
        ProgramOccupationFactory(program=program)
        OfferingFactory(program=program, academic_year=f"20{_number + 20}-{_number + 21}")
        award = AwardCountFactory(organization=program.organization)
        ProgramCodeFactory(program=program, code=award.code)
        SiteFactory(organization=ProgramFactory(sector=program.sector).organization)

    with django_assert_max_num_queries(23):
        response = page(client, program)

    assert len(response.context["careers"]) == count


def test_head_is_answered_and_post_refused(client):
    program = ProgramFactory()

    assert client.head(program.get_absolute_url()).status_code == 200
    assert client.post(program.get_absolute_url()).status_code == 405
    assert reverse("programs:detail", args=["x"]) == "/programs/x/"
