"""Home and what is near: figures with sources, one sample path, the nearest people."""

import itertools

import pytest

from partners.enums import PlaceKind
from partners.tests.factories import (
    AdultSchoolFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    SchoolFactory,
    SiteFactory,
    UserFactory,
)
from partners.tests.reading import text
from programs.enums import Availability, EntryEducation
from programs.front_page import figures, sample_path
from programs.models import (
    AwardCount,
    OccupationFigure,
    Program,
    ProgramLink,
    ProgramOccupation,
)
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    PriorityRuleFactory,
    ProgramAreaFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
)
from programs.tests.labor_gaps.awards_given import trained
from programs.tests.path_factories import ProgramLinkFactory

pytestmark = pytest.mark.django_db


def test_home_has_three_doors_two_questions_and_the_promises(client):
    words = text(client.get("/"))

    for said in (
        "Student or family",
        "Counselor or teacher",
        "Partner or coordinator",
        "What do you want to learn or do?",
        "Where are you now?",
        "“Nobody told us” is never shown as “there is none”.",
    ):
        assert said in words


def test_home_sets_no_cookie(client):
    assert client.get("/").cookies == {}


def test_home_of_an_empty_portal_says_not_on_file(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "not on file" in text(response)


def test_figures_leave_samples_out_and_name_their_source():
    program = ProgramFactory()
    ProgramAreaFactory(organization=program.organization)
    ProgramFactory(is_sample=True)

    programs, places = figures()[:2]

    assert (programs.value, places.value) == (2, 1)
    assert "1 program areas" in programs.meaning
    assert programs.sources == [(program.source, program.as_of)]


def test_programs_figure_tells_offered_approved_and_areas_apart():
    ProgramFactory.create_batch(3)
    ProgramFactory.create_batch(2, availability=Availability.APPROVED)
    ProgramAreaFactory()

    assert figures()[0].meaning == (
        "3 offered; 2 approved by the state, ask whether they have started; "
        "1 program areas, known only by awards given: ask the college"
    )


def test_reporting_and_award_figures_leave_samples_out():
    SchoolFactory(is_sample=True)
    AwardCountFactory(count=4, organization__is_sample=True)
    AwardCountFactory(count=3)

    reported, awards = figures()[2:]

    assert "of 0 middle and high schools" in reported.meaning
    assert awards.value == 3


def test_reporting_figure_names_what_was_reported_here_as_its_source():
    school = SchoolFactory()

    assert [source for source, _day in figures()[2].sources] == [
        "What schools have reported to this portal",
        school.source,
    ]


def test_award_figure_says_how_many_are_noncredit_awards_of_continuing_education():
    AwardCountFactory(count=5)
    AwardCountFactory(
        count=1200, organization__kind="continuing_education", organization__name="Evening College"
    )

    figure = figures()[3]

    assert figure.value == 1205
    assert "1,200 of them are noncredit awards of Evening College" in figure.meaning


def test_sectors_stand_in_the_order_of_the_names_shown(client):
    for name, spanish in (("Able", "Zapatos"), ("Baker", "Álgebra"), ("Cook", "Barcos")):
        SectorFactory(name=name, name_es=spanish)

    english, in_spanish = (
        [row["sector"].name for row in client.get(path).context["sectors"]]
        for path in ("/", "/es/")
    )

    assert english == ["Able", "Baker", "Cook"]
    assert in_spanish == ["Baker", "Cook", "Able"]


def test_home_promises_no_free_class_and_no_person_to_call(client):
    words = text(client.get("/"))

    assert "Free classes" not in words
    assert "a person to call" not in words


def test_reporting_figure_counts_schools_that_told_us_something():
    SchoolFactory()

    reported = figures()[2]

    assert reported.value == 0
    assert "of 1 middle and high schools" in reported.meaning


def test_award_figure_adds_up_the_newest_year():
    AwardCountFactory(academic_year="2023-24", count=5)
    AwardCountFactory(academic_year="2023-24", count=6)
    AwardCountFactory(academic_year="2022-23", count=100)

    figure = figures()[3]

    assert (figure.label, figure.value) == ("Awards in 2023-24", 11)


def chain(*segments, **links):
    """Programs of one sector in these segments, each linked to the next, and a job at the end."""
    sector = SectorFactory()
    programs = [ProgramFactory(segment=segment, sector=sector) for segment in segments]
    for one, following in itertools.pairwise(programs):
        ProgramLinkFactory(from_program=one, to_program=following, **links)
    ProgramOccupationFactory(program=programs[-1], rank=1)
    return programs


def titles(path):
    return [step["title"] for step in path["steps"]]


def test_sample_path_goes_from_school_to_college_to_a_job():
    programs = chain("hs", "college")

    path = sample_path()

    job = programs[-1].program_occupations.get().occupation
    assert titles(path) == [*(program.title for program in programs), job.title]
    assert not path["is_sample"]
    assert str(path["steps"][-1]["mark"]) == "Job"


def test_made_up_steps_and_links_of_the_path_are_said(client):
    chain("hs", "college", is_sample=True)
    Program.objects.filter(segment="hs").update(is_sample=True)

    page = client.get("/").content.decode()

    assert page.split('<figure class="path">')[1].split("</figure>")[0].count("Sample data") == 1
    assert "Some of these links are sample data" in page


def test_sample_path_begins_at_a_middle_school_where_one_is_linked():
    chain("hs", "college")
    longer = chain("ms", "hs", "college")

    assert titles(sample_path())[:-1] == [program.title for program in longer]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: ProgramLink.objects.update(status="draft"), id="no published link"),
        pytest.param(lambda: ProgramOccupation.objects.all().delete(), id="no job"),
        pytest.param(
            lambda: Program.objects.filter(segment="hs").update(sector=SectorFactory()),
            id="another sector",
        ),
    ],
)
def test_no_path_is_drawn_that_is_not_on_file(change):
    chain("hs", "college")
    change()

    assert sample_path() is None


@pytest.mark.parametrize("count", [1, 3])
def test_home_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    for _number in range(count):
        chain("ms", "hs", "college")
        SectorFactory()
        AwardCountFactory()

    with django_assert_max_num_queries(17):
        client.get("/")


def test_gaps_name_their_sources_once_and_who_is_not_counted(client):
    area = AreaFactory()
    PriorityRuleFactory(county=area.county)
    for _number in range(2):
        trained(area, openings=90, entry_education=EntryEducation.ASSOCIATE)
    OccupationFigure.objects.update(source="Our estimate", as_of="2026-06-01")
    AwardCount.objects.update(source="Table of awards", as_of="2025-05-31")

    words = text(client.get("/"))
    words = words[words.index("Where the region trains fewer") : words.index("The region in num")]

    assert words.count("Source: Our estimate, as of 1 Jun 2026") == 1
    assert words.count("Source: Table of awards, as of 31 May 2025") == 1
    assert "Private colleges, universities, apprenticeships and training at work are not" in words


def test_near_shows_the_nearest_and_how_to_reach_them(client):
    PlaceFactory(name="92243")
    near = OrganizationFactory(name="Near College", phone="760-555-0100")
    SiteFactory(organization=near)
    SiteFactory(organization=OrganizationFactory(name="Far College"), latitude=33.5)
    SiteFactory(organization=AdultSchoolFactory(name="Near Adult School"))
    ProgramFactory(organization=near)

    response = client.get("/near/", {"place": "92243"})

    assert [one.name for one in response.context["nearby"].colleges] == [
        "Near College",
        "Far College",
    ]
    words = text(response)
    assert "760-555-0100" in words
    assert 'href="tel:+17605550100"' in response.content.decode()
    assert "Near Adult School" in words
    assert "Programs within 10 miles" in words


def test_near_counts_lead_into_the_finder_at_the_same_place(client):
    PlaceFactory(kind=PlaceKind.CITY, name="El Centro", city="")
    program = ProgramFactory(organization=SiteFactory().organization)

    page = client.get("/near/", {"place": "El Centro"}).content.decode()

    assert (
        f"/programs/?near=El%20Centro&amp;within=10&amp;segment=college"
        f"&amp;sector={program.sector.slug}"
    ) in page


def college_nearby(**fields):
    """A college with one person, near the place 92243."""
    PlaceFactory(name="92243")
    college = SiteFactory(organization=OrganizationFactory(**fields)).organization
    PersonFactory(name="Rosa Vega", organization=college)
    return college


def test_near_shows_practitioners_the_people_that_the_organization_shows_them(client):
    college, adult_school = college_nearby(), SiteFactory(organization=AdultSchoolFactory())
    PersonFactory(name="Ana Ruiz", organization=adult_school.organization)
    client.force_login(MembershipFactory().user)

    near = text(client.get("/near/", {"place": "92243"}))
    own = text(client.get(college.get_absolute_url()))

    assert "Rosa Vega" in own
    assert "Rosa Vega" in near and "Ana Ruiz" in near


@pytest.mark.parametrize(
    "signed_in", [False, True], ids=["the public", "an account without rights"]
)
def test_near_shows_no_people_to_others(client, signed_in):
    college_nearby()
    if signed_in:
        client.force_login(UserFactory())

    assert "Rosa Vega" not in text(client.get("/near/", {"place": "92243"}))


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        pytest.param(
            {"website": "https://college.example.org"},
            "Look on the website for the counseling or admissions office, or go to the address.",
            id="a website",
        ),
        pytest.param(
            {"district": {"name": "Bay District", "phone": "760-555-0100"}},
            "Ask the district: Bay District, 760-555-0100. Or go to the address.",
            id="a district with a phone",
        ),
        pytest.param(
            {"district": {"name": "Bay District", "website": "https://bay.example.org"}},
            "Ask the district: Bay District . Or go to the address.",
            id="a district with a website",
        ),
        pytest.param(
            {"district": {"name": "Bay District"}},
            "Ask the district: Bay District. Or go to the address.",
            id="a district alone",
        ),
        pytest.param({}, "Go to the address, or ask a counselor at your school.", id="an address"),
    ],
)
def test_without_a_phone_near_says_what_to_do_next(client, fields, step):
    fields = dict(fields)
    if district := fields.pop("district", None):
        fields["parent"] = OrganizationFactory(kind="college_district", **district)
    college_nearby(**fields)

    words = text(client.get("/near/", {"place": "92243"}))

    assert "No phone or office e-mail is on file yet" in words
    assert step in words


def test_with_a_phone_near_needs_no_other_step(client):
    college_nearby(phone="760-555-0100", website="https://college.example.org")

    assert "Look on the website" not in text(client.get("/near/", {"place": "92243"}))


@pytest.mark.parametrize(("count", "words"), [(1, "1 program "), (2, "2 programs ")])
def test_counts_of_the_table_are_read_out_with_the_right_noun(client, count, words):
    PlaceFactory(name="92243")
    site = SiteFactory()
    sector = SectorFactory(name="Health")
    for _number in range(count):
        ProgramFactory(organization=site.organization, sector=sector)

    said = text(client.get("/near/", {"place": "92243"})) + " "

    assert words in said.split("by field")[1]


def test_near_an_unknown_place_says_so_and_suggests(client):
    PlaceFactory(kind=PlaceKind.CITY, name="Calexico", city="")

    words = text(client.get("/near/", {"place": "Calexco"}))

    assert "We know no “Calexco”. Showing Calexico." in words


def test_near_a_place_like_nothing_says_so(client):
    words = text(client.get("/near/", {"place": "zzzz"}))

    assert "We know no place called “zzzz”" in words


def test_near_a_school_names_its_page_and_its_namesakes(client):
    here = SiteFactory(
        organization=SchoolFactory(name="Southwest High", slug="southwest")
    ).organization
    there = SiteFactory(
        organization=SchoolFactory(name="Southwest High", slug="southwest-2"), latitude=33.0
    ).organization

    response = client.get("/near/", {"place": "southwest"})

    assert response.context["organization"] == here
    assert response.context["namesakes"] == [there]
    assert "?place=southwest-2" in response.content.decode()


def test_near_shows_what_was_typed_escaped(client):
    response = client.get("/near/", {"place": '"><script>x'})

    assert b"<script>x" not in response.content


def test_near_without_a_place_asks_for_one(client):
    assert "Type a five-digit ZIP code" in text(client.get("/near/"))


@pytest.mark.parametrize("count", [1, 3])
def test_near_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    PlaceFactory(name="92243")
    for _number in range(count):
        ProgramFactory(organization=SiteFactory().organization)

    with django_assert_max_num_queries(11):
        client.get("/near/", {"place": "92243"})


@pytest.mark.parametrize(
    "path", ["/about/", "/accessibility/", "/privacy/", "/es/about/", "/es/privacy/"]
)
def test_page_of_the_portal_answers_without_database_or_cookie(
    client, path, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == 200
    assert response.cookies == {}


def test_contact_is_printed_when_settings_name_one(client, settings):
    settings.CONTACT_EMAIL = "office@example.org"

    assert "mailto:office@example.org" in client.get("/about/").content.decode()
