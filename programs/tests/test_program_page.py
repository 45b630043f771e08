"""The page of one program tells who, what, where it leads, and where it is not told."""

import json
import re

import pytest
from django.urls import reverse

from partners.tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
)
from pathways_portal.common.enums import EditingStatus
from programs.cards import cards
from programs.charts import awards_by_year, years_up_to
from programs.enums import Availability, Scheme
from programs.program_page import awards_of
from programs.related_programs import PATHWAY_PROGRAMS_SHOWN
from programs.search.answer import Question, ask
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    OccupationFactory,
    OfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramAreaFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
    SupplyLinkFactory,
)

pytestmark = pytest.mark.django_db


def page(client, program):
    return client.get(program.get_absolute_url())


def text(response):
    """What the page says, without tags, spaces joined."""
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def linked_data(response):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()
    )
    return json.loads(found[1]) if found else None


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


def test_sample_program_is_labeled_and_emits_no_linked_data(client):
    response = page(client, ProgramFactory(is_sample=True))

    assert "This is sample data." in text(response)
    assert linked_data(response) is None


def test_linked_data_holds_only_what_is_on_file(client):
    program = ProgramFactory(title="Nursing & <care>", award=None, award_text="")
    site = SiteFactory(organization=program.organization, street="", zip_code="")

    data = linked_data(page(client, program))

    assert data["@type"] == "EducationalOccupationalProgram"
    assert data["name"] == "Nursing & <care>"
    assert "educationalCredentialAwarded" not in data
    assert "numberOfCredits" not in data
    assert data["provider"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": site.city,
        "addressRegion": "CA",
    }


def test_linked_data_speaks_the_language_of_its_page(client):
    program = ProgramFactory(title="Welding", title_es="Soldadura", segment="college")
    job = OccupationFactory(title="Welders", title_es="Soldadores")
    ProgramOccupationFactory(program=program, occupation=job)

    english, spanish = (
        linked_data(client.get(f"{language}{program.get_absolute_url()}"))
        for language in ("", "/es")
    )

    assert (english["name"], spanish["name"]) == ("Welding", "Soldadura")
    assert [data["occupationalCategory"][0]["name"] for data in (english, spanish)] == [
        "Welders",
        "Soldadores",
    ]


def test_linked_data_holds_no_word_of_ours_where_schema_org_has_values(client):
    """schema.org's programType is how one studies, not in which school system."""
    assert "programType" not in linked_data(page(client, ProgramFactory()))


def test_linked_data_cannot_end_its_script(client):
    program = ProgramFactory(title="</script><b>x")

    assert b"</script><b>" not in page(client, program).content


def test_jobs_stand_in_order_of_rank_with_their_basis_and_source(client):
    program = ProgramFactory()
    second = OccupationFactory(title="Nurse Practitioners")
    first = OccupationFactory(
        title="Registered Nurses", description="Care for patients.", source="O*NET 29.3"
    )
    ProgramOccupationFactory(program=program, occupation=second, rank=2)
    ProgramOccupationFactory(program=program, occupation=first, rank=1)

    words = text(page(client, program))

    assert words.index("Registered Nurses") < words.index("Nurse Practitioners")
    assert "Federal crosswalk from the program&#x27;s CIP code" in words
    assert "Descriptions: O*NET 29.3" in words


def test_jobs_say_what_the_order_is(client):
    words = text(page(client, ProgramOccupationFactory().program))

    assert "Nearest to the program’s title and level first. The order is our own" in words


@pytest.mark.parametrize(("education", "said"), [(6, True), (5, False), (None, False)])
def test_job_that_usually_asks_for_more_than_the_award_says_so(client, education, said):
    job = ProgramOccupationFactory(occupation__entry_education=education)

    assert ("more than this award" in text(page(client, job.program))) is said


def test_zero_is_not_said_to_be_reported_by_a_college(client):
    program = ProgramFactory()
    count = AwardCountFactory(organization=program.organization, count=0)
    ProgramCodeFactory(program=program, code=count.code)

    words = text(page(client, program))

    assert "0 is a 0 in the state’s table." in words
    assert "college reported" not in words


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


@pytest.mark.parametrize(("award", "said"), [("associate", False), ("certificate_short", True)])
def test_linked_data_gives_units_of_certificates_only(client, award, said):
    program = ProgramFactory(award=award, units_min=12, units_max=12)

    assert ("numberOfCredits" in linked_data(page(client, program))) is said


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


def test_awards_show_ten_years_with_zero_and_gap_told_apart(client):
    program = ProgramFactory()
    code = CodeFactory()
    ProgramCodeFactory(program=program, code=code)
    AwardCountFactory(
        organization=program.organization, code=code, academic_year="2022-23", count=0
    )
    AwardCountFactory(
        organization=program.organization, code=code, academic_year="2023-24", count=7
    )
    AwardCountFactory(code=code, academic_year="2023-24", count=99)  # another college's

    series = page(client, program).context["awards"]["series"]

    assert series.rows == [(year, None) for year in years_up_to("2021-22", 8)] + [
        ("2022-23", 0),
        ("2023-24", 7),
    ]


def test_awards_page_says_the_count_is_for_the_whole_code(client):
    program = ProgramFactory()
    count = AwardCountFactory(organization=program.organization)
    ProgramCodeFactory(program=program, code=count.code)

    assert "The count is for the whole code, not for this award alone." in text(
        page(client, program)
    )


def test_card_and_page_give_the_awards_of_all_top_codes_together(client):
    program = ProgramFactory(title="Welding")
    for title, counts in {
        "Welding": {"2022-23": 3, "2023-24": 5},
        "Metals": {"2023-24": 40},
    }.items():
        code = ProgramCodeFactory(program=program, code__title=title).code
        for year, count in counts.items():
            AwardCountFactory(
                organization=program.organization, code=code, academic_year=year, count=count
            )

    awards = page(client, program).context["awards"]
    (card,) = cards(ask(Question()), 1)

    assert awards["series"].rows[-2:] == [("2022-23", 3), ("2023-24", 45)]
    assert awards["titles"] == "Welding + Metals"
    assert "45 awards in its program code in 2023-24" in card.html


def test_awards_of_reads_top_codes_only():
    program = ProgramFactory()
    code = CodeFactory(scheme=Scheme.CIP)
    AwardCountFactory(organization=program.organization, code=code)

    assert awards_of(program, [code]) is None


def test_awards_by_year_latest_skips_years_not_on_file():
    series = awards_by_year({"2021-22": 4}, last="2023-24")

    assert series.latest == ("2021-22", 4)
    assert len(series.rows) == 10


def test_pathway_lists_other_open_programs_by_segment(client):
    program = ProgramFactory()
    pathway = PathwayFactory(title="Patient Care")
    PathwayProgramFactory(pathway=pathway, program=program)
    school = PathwayProgramFactory(
        pathway=pathway, program__segment="hs", program__title="First Aid"
    )
    PathwayProgramFactory(pathway=pathway, program__availability=Availability.INACTIVE)

    (here,) = page(client, program).context["pathways"]

    ((segment, (shown,), more),) = here.segments
    assert (segment, shown.slug, shown.title, more) == ("hs", school.program.slug, "First Aid", 0)
    assert shown.organization == school.program.organization.label


def test_a_job_that_a_license_opens_says_so_instead(client):
    job = ProgramOccupationFactory(
        occupation__entry_education=6,
        occupation__needs_license=True,
        program__organization=OrganizationFactory(county=AreaFactory().county),
    )
    before = text(page(client, job.program))

    SupplyLinkFactory(occupation=job.occupation)
    after = text(page(client, job.program))

    assert "more than this award" in before
    assert "more than this award" not in after
    assert "a license opens the job, and an associate degree on file here leads to it" in after


def test_a_program_area_on_the_pathway_is_no_award(client):
    place = PathwayProgramFactory()
    area = ProgramAreaFactory(title="Nursing aide")
    PathwayProgramFactory(pathway=place.pathway, program=area)

    words = text(page(client, place.program))

    assert f"Nursing aide {area.organization.label}, program area: ask the college" in words


def test_awards_that_count_for_other_jobs_too_are_said_to(client):
    link = SupplyLinkFactory()
    AwardCountFactory(code=link.code)
    program = ProgramOccupationFactory(occupation=link.occupation).program
    said = "Its awards count for other occupations too."
    before = text(page(client, program))

    SupplyLinkFactory(code=link.code)

    assert said not in before
    assert said in text(page(client, program))


def test_the_rest_of_a_pathway_stands_in_the_finder(client):
    place = PathwayProgramFactory()
    for _number in range(PATHWAY_PROGRAMS_SHOWN + 2):
        PathwayProgramFactory(pathway=place.pathway, program__segment="hs")

    response = page(client, place.program)

    finder = f"/programs/?pathway={place.pathway.slug}&amp;segment=hs"
    assert f'<a href="{finder}">and 2 more: see all' in response.content.decode()
    answer = client.get(finder.replace("&amp;", "&")).context["finder"].answer
    assert answer.total == PATHWAY_PROGRAMS_SHOWN + 2


def test_pathway_that_is_not_published_is_not_named(client):
    place = PathwayProgramFactory(pathway__status=EditingStatus.DRAFT, pathway__title="Secret")

    assert "Secret" not in text(page(client, place.program))


def test_same_sector_nearby_is_ordered_by_distance_and_counts_open_programs(client):
    sector = SectorFactory()
    program = ProgramFactory(sector=sector)
    SiteFactory(organization=program.organization)
    far, near = OrganizationFactory(name="A far one"), OrganizationFactory(name="B near one")
    SiteFactory(organization=far, latitude=33.5)
    SiteFactory(organization=near, latitude=32.80)
    ProgramFactory.create_batch(2, sector=sector, organization=near)
    ProgramFactory(sector=sector, organization=near, status=EditingStatus.DRAFT)
    ProgramFactory(sector=sector, organization=far)

    nearby = page(client, program).context["nearby"]

    assert [(one.slug, one.label, one.count) for one in nearby] == [
        (near.slug, near.label, 2),
        (far.slug, far.label, 1),
    ]
    assert nearby[0].miles == pytest.approx(0.69, abs=0.01)


@pytest.mark.parametrize(("is_sample", "shown"), [(False, 1), (True, 2)])
def test_beside_a_real_program_only_real_ones_stand(client, is_sample, shown):
    program = ProgramFactory(is_sample=is_sample)
    ProgramFactory(sector=program.sector)
    ProgramFactory(sector=program.sector, is_sample=True)

    assert len(page(client, program).context["nearby"]) == shown


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

    with django_assert_max_num_queries(22):
        response = page(client, program)

    assert len(response.context["careers"]) == count


def test_head_is_answered_and_post_refused(client):
    program = ProgramFactory()

    assert client.head(program.get_absolute_url()).status_code == 200
    assert client.post(program.get_absolute_url()).status_code == 405
    assert reverse("programs:detail", args=["x"]) == "/programs/x/"
