"""The route planner as people use it: from an address to routes, or to the link that is missing."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, OrganizationKind, Segment
from partners.tests.factories import (
    AdultSchoolFactory,
    InventoryFactory,
    OrganizationFactory,
    SchoolFactory,
    SiteFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import search_documents
from programs.enums import Award, EntryEducation, LinkBasis, StepKind
from programs.models import AlignmentGap, ProgramLink
from programs.routes import missing, reasons
from programs.routes.ends import choose
from programs.routes.network import Cost, Hop
from programs.routes.search import Route
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
    SequenceFactory,
    SequenceStepFactory,
    SurveyFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db

NURSE = "29-1141"


def words(response):
    """The text of a page, without markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


@pytest.fixture
def ask(client):
    """Asks the planner; what was saved before is on file by then."""

    def asked(*, prefix="", **parameters):
        search_documents.rebuild_all()
        parameters = {name.rstrip("_"): value for name, value in parameters.items()}
        return client.get(prefix + reverse("programs:route"), parameters)

    return asked


@pytest.fixture
def nurse():
    return OccupationFactory(
        code=CodeFactory(scheme="soc", code=NURSE),
        title="Registered Nurses",
        title_es="Enfermeras tituladas",
        slug="registered-nurses",
        entry_education=EntryEducation.BACHELOR,
    )


@pytest.fixture
def health():
    return SectorFactory(name="Health")


@pytest.fixture
def school():
    school = SchoolFactory(name="Canyon High", slug="canyon-high")
    SiteFactory(organization=school)
    return school


@pytest.fixture
def college():
    college = OrganizationFactory(
        name="Harbor College", slug="harbor-college", kind=OrganizationKind.COLLEGE
    )
    SiteFactory(organization=college, latitude=32.89)
    return college


@pytest.fixture
def nursing(nurse, health, college):
    """The program at Harbor College that leads to the job: 40 units."""
    program = ProgramFactory(
        title="Nursing", organization=college, sector=health, units_min=40, units_max=40
    )
    ProgramOccupationFactory(program=program, occupation=nurse)
    return program


@pytest.fixture
def care(school, health):
    """The school's own program in the field."""
    return ProgramFactory(
        title="Patient Care",
        organization=school,
        segment=Segment.HIGH_SCHOOL,
        award=None,
        award_text="",
        sector=health,
    )


# --- Routes ------------------------------------------------------------------------------------


def test_from_school_to_a_job_over_a_link(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing, units=3, terms="With a B")

    response = ask(from_="hs", school="canyon-high", grade=9, to=NURSE)

    (route,) = response.context["routes"]
    assert [step.card.title for step in route.steps] == ["Patient Care", "Nursing"]
    assert (route.route.units, route.route.carried, route.route.cost.changes) == (37, 3, 1)
    text = words(response)
    for said in ("37 units left", "1 change of school", "6.9 miles", "With a B", "3 units"):
        assert said in text, said
    assert "The only route on file." in text
    assert "Sample" not in text.split("Routes use")[0]


def test_what_carries_over_is_none_only_where_that_is_known(ask, care, nursing, nurse, college):
    known = ProgramFactory(title="Long", organization=college, units_min=52, units_max=52)
    ProgramOccupationFactory(program=known, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=nursing, units=None)
    ProgramLinkFactory(from_program=care, to_program=known, units=0)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "Harbor College 40 not on file 1 " in text
    assert "Harbor College 52 0 1 " in text


def test_a_program_of_a_range_leaves_a_range(ask, care, nursing):
    nursing.units_max = 46
    nursing.save()
    ProgramLinkFactory(from_program=care, to_program=nursing, units=3)

    assert "37–43 units left" in words(ask(from_="hs", school="canyon-high", to=NURSE))


def test_credit_for_a_course_before_the_program_is_named_as_that(ask, care, nursing):
    agreement = AgreementFactory(
        sending=care.organization, receiving=nursing.organization, years_through=None
    )
    sent = SendingCourseFactory(agreement=agreement).course
    received = ReceivingCourseFactory(agreement=agreement, units=3).course
    SequenceStepFactory(sequence=SequenceFactory(program=care), course=sent)
    SequenceStepFactory(
        sequence=SequenceFactory(program=nursing), course=received, kind=StepKind.PREREQUISITE
    )

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "40 units left" in text
    assert "3 units, for a course before the program" in text


def test_the_rank_says_its_reason(ask, care, nursing, nurse, college):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    dear = ProgramFactory(title="Long", organization=college, units_min=52, units_max=52)
    ProgramOccupationFactory(program=dear, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=dear)

    routes = ask(from_="hs", school="canyon-high", to=NURSE).context["routes"]

    assert [one.why for one in routes] == [
        "Fewest units left: 40.",
        "12 units more than the one above.",
    ]


@pytest.mark.parametrize(
    ("name", "fewer", "first", "more"),
    [
        (
            "unplaced",
            0,
            "As many units left as the next, and its distances are on file.",
            "As many units left as the one above; a distance on it is not on file.",
        ),
        (
            "unplaced",
            1,
            "As many units left as the next, and fewer of its distances are not on file.",
            "As many units left as the one above; more of its distances are not on file.",
        ),
    ],
)
def test_what_is_not_on_file_is_said_of_the_right_route(name, fewer, first, more):
    better, worse = (Route((1,), (), Cost(**{name: number})) for number in (fewer, fewer + 1))

    assert reasons.why(better, worse, is_first=True) == first
    assert reasons.why(worse, better, is_first=False) == more


def test_what_is_not_known_has_no_difference_to_anything():
    """First, last or between: the reason says what is not known, and no number."""
    known, unknown, more, bringing = (
        Route((1,), (), Cost(**cost))
        for cost in (
            {"units": 4000},
            {"unknown": 1},
            {"unknown": 1, "units": 6400},
            {"unknown": 1, "units": 3500, "licenses": 1},
        )
    )

    said = [
        reasons.why(known, unknown, is_first=True),
        reasons.why(unknown, more, is_first=True),
        reasons.why(unknown, known, is_first=False),
        reasons.why(more, unknown, is_first=False, is_last=True),
        reasons.why(bringing, unknown, is_first=False),
    ]

    assert said == [
        "Its units are known; those of the next are not all.",
        "First of routes whose units are not all known: its units are not on file.",
        "After those whose units are known, because its units are not on file.",
        "Last, because not all of its units are on file.",
        "Among the last, because a vocational nurse’s license comes on top, whose units are not "
        "counted.",
    ]


def test_a_license_that_nobody_gives_stands_after_what_is_known(ask, care, nursing, nurse, college):
    bridge = ProgramFactory(title="LVN to RN", organization=college, units_min=35, units_max=35)
    ProgramOccupationFactory(program=bridge, occupation=nurse)
    for program in (nursing, bridge):
        ProgramLinkFactory(from_program=care, to_program=program)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert [one.steps[-1].card.title for one in response.context["routes"]] == [
        "Nursing",
        "LVN to RN",
    ]
    text = words(response)
    assert "35 units left, plus a vocational nurse’s license, whose units are not counted" in text
    assert "Last, because a vocational nurse’s license comes on top" in text
    assert "35 + license" in text


def test_units_that_are_not_on_file_come_last_and_are_said(ask, care, nursing, nurse):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    unknown = ProgramFactory(title="Unknown")
    ProgramOccupationFactory(program=unknown, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=unknown)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert [one.steps[-1].card.title for one in response.context["routes"]] == [
        "Nursing",
        "Unknown",
    ]
    assert "units left not on file" in words(response)


@pytest.mark.parametrize("is_sample", [False, True])
def test_units_that_are_not_on_file_are_those_of_the_order_of_courses(
    ask, care, nursing, nurse, is_sample
):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    ordered = ProgramFactory(title="Ordered", units_min=None, units_max=None)
    ProgramOccupationFactory(program=ordered, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=ordered, units=2)
    sequence = SequenceFactory(program=ordered, is_sample=is_sample)
    for kind, fewest, most in (
        (StepKind.LISTED, 10, 12),
        (StepKind.LISTED, 5, 5),
        (StepKind.PREREQUISITE, 4, 4),
    ):
        SequenceStepFactory(
            sequence=sequence, kind=kind, course__units_min=fewest, course__units_max=most
        )

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    first, _second = response.context["routes"]
    assert first.steps[-1].card.title == "Ordered"
    assert (first.route.units, first.most_units) == (13, 15)
    assert "15–17 units by its order of courses" in words(response)
    assert first.has_sample is is_sample


def test_an_order_of_courses_without_units_tells_none(ask, care, nurse):
    unknown = ProgramFactory(title="Unknown", units_min=None, units_max=None)
    ProgramOccupationFactory(program=unknown, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=unknown)
    SequenceStepFactory(
        sequence=SequenceFactory(program=unknown), course__units_min=0, course__units_max=0
    )

    assert "units left not on file" in words(ask(from_="hs", school="canyon-high", to=NURSE))


def test_awards_on_the_way_are_places_to_stop(ask, nursing, health, college):
    adult = AdultSchoolFactory(name="Valley Adult", slug="valley-adult")
    first = ProgramFactory(
        title="Nursing Assistant",
        organization=adult,
        segment=Segment.ADULT_EDUCATION,
        award=None,
        sector=health,
    )
    ProgramOccupationFactory(
        program=first, occupation=OccupationFactory(title="Nursing Assistants")
    )
    ProgramLinkFactory(from_program=first, to_program=nursing)

    response = ask(from_="ae", school="valley-adult", to=NURSE)

    (route,) = response.context["routes"]
    assert [step.is_exit for step in route.steps] == [True, False]
    assert "Leads to: Nursing Assistants" in words(response)


def test_pay_names_its_county_and_its_source(ask, care, nursing, nurse, college):
    figure = SurveyFactory(
        occupation=nurse, area=AreaFactory(county=college.county), source="Survey of pay"
    )
    ProgramLinkFactory(from_program=care, to_program=nursing)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert f"Median pay, {figure.area.name}" in text
    assert "Pay and openings: Survey of pay" in text


@pytest.mark.parametrize(
    ("title", "asks"),
    [
        ("Licensed Vocational Nurse to Registered Nurse", True),
        ("Licensed Vocational Nursing", False),
    ],
)
def test_a_program_that_asks_for_a_license_says_so_on_the_route(ask, care, nursing, title, asks):
    nursing.title = title
    nursing.save()
    ProgramLinkFactory(from_program=care, to_program=nursing)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert ("To enter you need a vocational nurse’s license" in text) is asks


def test_the_pay_of_the_job_stands_once_and_is_said_of_every_route(ask, nursing, nurse, college):
    other = ProgramFactory(title="Nursing Science", organization=college)
    ProgramOccupationFactory(program=other, occupation=nurse)
    SurveyFactory(occupation=nurse, area=AreaFactory(county=college.county))

    text = words(ask(from_="work", to=NURSE))

    said = "The pay at the end of every route: Registered Nurses"
    assert text.count(said) == 1
    assert text.index(said) < text.index("The routes side by side") < text.index("Route 1")


@pytest.mark.parametrize(("place", "said"), [("", True), ("harbor-college", False)])
def test_who_names_no_place_has_no_miles_of_none(ask, nursing, nurse, college, place, said):
    other = ProgramFactory(title="Nursing Science", organization=college)
    ProgramOccupationFactory(program=other, occupation=nurse)

    text = words(ask(from_="work", college=place, to=NURSE))

    assert ("no starting place given" in text) is said


def test_credit_that_is_not_on_file_is_not_less():
    known, open_ = (
        Route((1,), (Hop(0, 1, carried),), Cost(not_carried=-(carried or 0)))
        for carried in (300, None)
    )

    assert reasons.why(known, open_, is_first=True) == "As good as the next in all that is on file."
    said = "As good as the one above, as far as it is on file: how much carries over is not."
    assert reasons.why(open_, known, is_first=False) == said


def test_the_table_names_the_programs_of_each_route_in_order(ask, care, nursing, nurse, college):
    other = ProgramFactory(title="Nursing Science", organization=college)
    ProgramOccupationFactory(program=other, occupation=nurse)
    for program in (nursing, other):
        ProgramLinkFactory(from_program=care, to_program=program)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    table = text[text.index("The routes side by side") :]
    assert "1 Patient Care , Canyon High Nursing Associate degree , Harbor College 40" in table


def test_the_grade_decides_which_courses_are_still_ahead(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    sequence = SequenceFactory(program=care)
    for grade, title in ((9, "Health Essentials"), (10, "Anatomy"), (11, "Clinic")):
        SequenceStepFactory(sequence=sequence, place=grade, course__title=title)

    text = words(ask(from_="hs", school="canyon-high", grade=10, to=NURSE))

    assert "From grade 10 on: Anatomy (10), Clinic (11)" in text
    assert "Health Essentials" not in text
    assert "1 of its courses is usually taken before grade 10" in text


def test_a_draft_that_is_ahead_is_counted_and_not_named(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    SequenceStepFactory(
        sequence=SequenceFactory(program=care),
        place=10,
        course__title="Secret",
        course__status=EditingStatus.DRAFT,
    )

    text = words(ask(from_="hs", school="canyon-high", grade=9, to=NURSE))

    assert "Secret" not in text
    assert "1 more course of this order is missing here: its record is not published yet." in text


def test_courses_ahead_are_those_of_the_order_that_the_program_shows_first(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    now = int(academic_year.on(timezone.localdate())[:4])
    for years, title in ((0, "Anatomy"), (3, "Far ahead")):
        sequence = SequenceFactory(program=care, catalog_year=academic_year.starting(now + years))
        SequenceStepFactory(sequence=sequence, place=10, course__title=title)

    text = words(ask(from_="hs", school="canyon-high", grade=9, to=NURSE))

    assert "From grade 9 on: Anatomy (10)" in text
    assert "Far ahead" not in text


def test_units_somebody_has_may_count_and_are_never_promised(ask, nursing):
    response = ask(from_="work", units=12, to=NURSE)

    (route,) = response.context["routes"]
    assert route.route.units == 40
    assert "Your 12 units may count: ask a counselor at the college." in words(response)


def test_a_college_chosen_is_where_a_working_adult_begins(ask, nursing, college):
    other = OrganizationFactory(name="Mesa College", kind=OrganizationKind.COLLEGE)
    begin = ProgramFactory(organization=other, units_min=10, units_max=10)
    ProgramLinkFactory(from_program=begin, to_program=nursing)

    (route,) = ask(from_="work", college="mesa college", to=NURSE).context["routes"]

    assert [step.card.organization for step in route.steps] == ["Mesa College", "Harbor College"]


def test_a_route_to_a_program(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", to_program=nursing.slug)

    assert len(response.context["routes"]) == 1
    assert "Routes to Nursing" in words(response)


def test_links_that_were_made_up_are_marked(ask, care, nursing):
    ProgramLinkFactory(
        from_program=care, to_program=nursing, is_sample=True, basis=LinkBasis.SAMPLE
    )

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "Some links on these routes are sample data" in text
    assert "Continues in Sample data" in text


def test_a_circle_of_links_ends_the_search(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=(middle := ProgramFactory()))
    ProgramLinkFactory(from_program=middle, to_program=care)
    ProgramLinkFactory(from_program=middle, to_program=nursing)

    (route,) = ask(from_="hs", school="canyon-high", to=NURSE).context["routes"]

    assert len(route.steps) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    ask, client, care, nursing, count, django_assert_max_num_queries
):
    for _number in range(count):
        middle = ProgramLinkFactory(from_program=care).to_program
        ProgramLinkFactory(from_program=middle, to_program=nursing)
    search_documents.rebuild_all()
    address = f"{reverse('programs:route')}?from=hs&school=canyon-high&grade=9&to={NURSE}"
    client.get(address)

    with django_assert_max_num_queries(18):
        response = client.get(address)

    assert len(response.context["routes"]) == count


# --- Where a route ends ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("segment", "award", "is_end"),
    [
        pytest.param(Segment.COLLEGE, Award.ASSOCIATE, True, id="one level below the usual"),
        pytest.param(Segment.COLLEGE, None, True, id="award not on file"),
        pytest.param(Segment.COLLEGE, Award.CERTIFICATE_LONG, False, id="two levels below"),
        pytest.param(Segment.HIGH_SCHOOL, None, False, id="a beginning in high school"),
    ],
)
def test_a_route_ends_where_the_job_is_near(nurse, segment, award, is_end):
    rows = [(1, segment, award, 7), (2, Segment.COLLEGE, Award.ASSOCIATE, 8)]

    assert (1 in choose(nurse, rows).programs) == is_end


def test_where_no_program_is_near_the_nearest_are_ends_and_it_is_said(nurse):
    nurse.entry_education = EntryEducation.DOCTORAL

    ends = choose(
        nurse,
        [(1, Segment.COLLEGE, Award.ASSOCIATE, 7), (2, Segment.COLLEGE, Award.CERTIFICATE_LONG, 8)],
    )

    assert (ends.programs, ends.fields, ends.is_far) == ({1}, {7}, True)


def test_high_school_is_enough_where_a_diploma_is(nurse):
    nurse.entry_education = EntryEducation.HIGH_SCHOOL

    assert choose(nurse, [(1, Segment.HIGH_SCHOOL, None, 7)]).programs == {1}


# --- Why there is none -------------------------------------------------------------------------


def test_the_missing_link_is_named(ask, care, nursing):
    response = ask(from_="hs", school="canyon-high", to=NURSE)

    (pair,) = response.context["missing"].pairs
    assert (pair.before, pair.after) == (care, nursing)
    assert "A link that is not on file would join:" in words(response)


@pytest.mark.parametrize("which", ["programs", "feeders"])
def test_a_missing_link_leads_to_the_gap_it_is_among_all(ask, care, nursing, which):
    program = care if which == "programs" else nursing
    AlignmentGap.objects.create(
        kind=which,
        key=f"{which}-{program.pk}",
        state="unreported",
        program=program,
        organization=program.organization,
        segment=program.segment,
        since=timezone.localdate(),
    )

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    address = reverse("programs:alignment_gap", args=[which, program.slug])
    assert f'href="{address}"' in response.content.decode()


def test_a_college_before_a_missing_link_is_none_without_a_feeder(ask, college, nursing, nurse):
    """That it has none is another gap than the link that is missing after it."""
    before = ProgramFactory(organization=OrganizationFactory(kind=OrganizationKind.COLLEGE))
    before.sector = nursing.sector
    before.save()
    for kind in ("feeders", "programs"):
        AlignmentGap.objects.create(
            kind=kind,
            key=f"{kind}-{before.pk}",
            state="unreported",
            program=before if kind == "feeders" else nursing,
            organization=before.organization,
            segment=before.segment,
            since=timezone.localdate(),
        )

    response = ask(from_="work", college=before.organization.slug, to=NURSE)

    (pair,) = response.context["missing"].pairs
    assert (pair.before, pair.gap) == (before, None)


def test_programs_a_pupil_may_not_enter_take_no_place_of_those_compared(
    ask, care, nurse, health, college, monkeypatch
):
    monkeypatch.setattr(missing, "MOST_COMPARED", 1)
    adult = ProgramFactory(
        segment=Segment.ADULT_EDUCATION,
        organization=AdultSchoolFactory(),
        sector=health,
        award=None,
    )
    ProgramOccupationFactory(program=adult, occupation=nurse)
    before = ProgramFactory(organization=college, sector=health)
    ProgramLinkFactory(from_program=before, to_program=adult)

    found = ask(from_="hs", school="canyon-high", grade=9, to=NURSE).context["missing"]

    assert [pair.after for pair in found.pairs] == [before]


@pytest.mark.parametrize(("same_field", "shown"), [(True, "pairs"), (False, "near")])
def test_a_missing_link_of_a_pupil_does_not_lead_to_an_adult_school(
    ask, care, nursing, health, same_field, shown
):
    adult = ProgramFactory(
        segment=Segment.ADULT_EDUCATION, organization=AdultSchoolFactory(), sector=health
    )
    SiteFactory(organization=adult.organization)
    ProgramLinkFactory(from_program=adult, to_program=nursing)
    if not same_field:
        care.sector = SectorFactory()
        care.save()

    missing = ask(from_="hs", school="canyon-high", grade=9, to=NURSE).context["missing"]

    (one,) = getattr(missing, shown)
    assert (one.after if same_field else one.program) == nursing


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "Its agreements are not reported yet, so that does not mean that there is none."),
        (InventoryState.PARTIAL, "Its agreements are reported in part"),
        (InventoryState.COMPLETE, "Its list of agreements is confirmed as complete."),
    ],
)
def test_three_states_of_a_missing_link(ask, school, care, nursing, state, said):
    if state:
        InventoryFactory(
            organization=school,
            kind=InventoryKind.AGREEMENTS,
            state=state,
            confirmed_on="2026-10-01",
            confirmed_by=UserFactory(),
        )

    assert said in words(ask(from_="hs", school="canyon-high", to=NURSE))


@pytest.mark.parametrize(
    ("who", "back", "said"),
    [
        ("school", 1, "Its agreements are not reported yet"),
        ("district", 1, "Its agreements are not reported yet"),
        ("district", 0, "Its list of agreements is confirmed as complete."),
    ],
)
def test_a_list_speaks_for_its_year_and_a_districts_for_its_schools(
    ask, school, care, nursing, who, back, said
):
    now = int(academic_year.on(timezone.localdate())[:4])
    InventoryFactory(
        organization=school if who == "school" else school.parent,
        kind=InventoryKind.AGREEMENTS,
        academic_year=academic_year.starting(now - back),
        state=InventoryState.COMPLETE,
        confirmed_on="2026-10-01",
        confirmed_by=UserFactory(),
    )

    assert said in words(ask(from_="hs", school="canyon-high", to=NURSE))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "Canyon High has not reported its programs yet."),
        (InventoryState.NONE_OFFERED, "Canyon High has confirmed its list of programs"),
    ],
)
def test_three_states_of_a_school_without_programs(ask, school, nursing, state, said):
    if state:
        InventoryFactory(
            organization=school, state=state, confirmed_on="2026-10-01", confirmed_by=UserFactory()
        )

    assert said in words(ask(from_="hs", school="canyon-high", to=NURSE))


def test_whoever_has_no_program_is_led_to_the_nearest_place(ask, school, nursing, nurse):
    far = ProgramFactory(title="Far", units_min=10, units_max=10)
    SiteFactory(organization=far.organization, latitude=34)
    ProgramOccupationFactory(program=far, occupation=nurse)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert [one.steps[0].card.title for one in response.context["routes"]] == ["Nursing"]
    assert "The nearest place to begin: Harbor College, 6.9 miles away" in words(response)


def test_not_the_nearest_place_counts_but_the_whole_way(ask, school, nursing, nurse):
    """Next door one begins a way that ends far off; the college that ends there is nearer."""
    door = OrganizationFactory(kind=OrganizationKind.COLLEGE)
    SiteFactory(organization=door)
    far = ProgramFactory(title="Far", units_min=10, units_max=10)
    SiteFactory(organization=far.organization, latitude=34)
    ProgramOccupationFactory(program=far, occupation=nurse)
    ProgramLinkFactory(from_program=ProgramFactory(organization=door), to_program=far)

    answer = ask(from_="hs", school="canyon-high", to=NURSE).context["answer"]

    assert (answer.entry.organization, answer.college) == (nursing.organization, None)


def test_beside_a_longer_way_stands_the_college_that_ends_there(ask, school, nursing, college):
    """The one at the college asks for a license; another begins with what gives it."""
    nursing.title = "LVN to RN"
    nursing.save()
    other = OrganizationFactory(kind=OrganizationKind.COLLEGE)
    SiteFactory(organization=other, latitude=34)
    first = ProgramFactory(organization=other, title="Vocational Nursing")
    ProgramLinkFactory(from_program=first, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    answer = response.context["answer"]
    assert (answer.entry.organization, answer.college.organization) == (other, college)
    assert "The nearest college with a program that leads there: Harbor College" in words(response)


def test_where_the_school_stands_is_not_on_file_the_way_is_not_either(ask, nursing):
    SchoolFactory(name="Valley High", slug="valley-high")

    response = ask(from_="hs", school="valley-high", to=NURSE)

    (route,) = response.context["routes"]
    assert (route.route.cost.changes, route.route.cost.unplaced) == (1, 1)
    assert "1 change of school · distance not on file for every step" in words(response)


def test_a_pupil_does_not_begin_at_an_adult_school(ask, school, nursing, nurse):
    near = AdultSchoolFactory(slug="valley-adult")
    SiteFactory(organization=near)
    adult = ProgramFactory(organization=near, segment=Segment.ADULT_EDUCATION, award=None)
    ProgramOccupationFactory(program=adult, occupation=nurse)

    response = ask(from_="hs", school="canyon-high", grade=9, to=NURSE)

    assert response.context["answer"].entry.organization == nursing.organization


@pytest.mark.parametrize(("grade", "is_start"), [(8, True), (9, False), ("", True)])
def test_whoever_is_in_high_school_is_past_middle_school(ask, school, nursing, grade, is_start):
    middle = ProgramFactory(organization=school, segment=Segment.MIDDLE_SCHOOL, award=None)
    ProgramLinkFactory(from_program=middle, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", grade=grade, to=NURSE)

    assert (middle.pk in response.context["answer"].own) is is_start


@pytest.mark.parametrize(("grade", "is_start"), [(8, True), (9, False)])
def test_nor_does_one_begin_at_another_middle_school(ask, school, nursing, grade, is_start):
    nursing.segment = Segment.ADULT_EDUCATION  # nothing that a pupil could begin with itself
    nursing.save()
    near = SchoolFactory(name="Valley Middle")
    SiteFactory(organization=near)
    middle = ProgramFactory(organization=near, segment=Segment.MIDDLE_SCHOOL, award=None)
    ProgramLinkFactory(from_program=middle, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", grade=grade, to=NURSE)

    entry = response.context["answer"].entry
    assert (entry and entry.organization) == (near if is_start else None)


def test_where_no_field_is_the_same_what_leads_there_is_named(ask, school, care, nursing):
    care.sector = SectorFactory()
    care.save()

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert response.context["missing"].pairs == []
    assert [one.program for one in response.context["missing"].near] == [nursing]


def test_grown_ups_are_not_sent_back_to_school(ask, care, nursing, nurse):
    nurse.entry_education = EntryEducation.HIGH_SCHOOL
    nurse.save()
    ProgramOccupationFactory(program=care, occupation=nurse)
    adult = AdultSchoolFactory(slug="valley-adult")
    SiteFactory(organization=adult)

    response = ask(from_="ae", school="valley-adult", to=NURSE)

    assert response.context["answer"].entry.organization == nursing.organization


def test_a_job_to_which_nothing_leads(ask, nurse, care):
    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "No program on file leads there. That does not mean that there is none." in text


# --- Questions ---------------------------------------------------------------------------------


def test_without_anything_the_page_says_what_to_do(ask):
    assert "Choose one of the four starts above and name a job." in words(ask())


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"from_": "moon"}, "“moon” is no place to start from. Choose one of the four."),
        ({"from_": "hs", "school": "nowhere"}, "We know no place of this kind called “nowhere”."),
        ({"from_": "hs", "grade": "13"}, "“13” is no grade from 6 to 12; it was left out."),
        ({"from_": "work", "units": "-3"}, "“-3” is no number of units from 0 to 200"),
        ({"to": "00-0000"}, "We know no job called “00-0000”."),
        ({"to_program": "gone"}, "There is no open program called “gone”. Choose a job instead."),
        ({"color": "red"}, "There is no filter called “color”; it was left out."),
    ],
)
def test_what_means_nothing_is_said_and_left_out(ask, parameters, said):
    response = ask(**parameters)

    assert response.status_code == 200
    assert said in words(response)


def test_a_name_that_several_schools_share_is_asked_back(ask, nursing):
    for slug in ("canyon-a", "canyon-b"):
        SchoolFactory(name="Canyon School", slug=slug)

    response = ask(from_="hs", school="Canyon", to=NURSE)

    assert len(response.context["question"].schools) == 2
    assert "school=canyon-a&amp;" not in response.content.decode()
    assert "school=canyon-a" in response.content.decode()


def test_a_job_may_be_named_in_spanish(ask, nursing):
    response = ask(from_="work", to="Enfermeras tituladas", prefix="/es")

    assert response.context["question"].occupation.code.code == NURSE


def test_the_page_in_spanish(ask, care, nursing):
    ProgramLinkFactory(
        from_program=care, to_program=nursing, terms="With a B", terms_es="Con una B"
    )

    response = ask(from_="hs", school="canyon-high", to=NURSE, prefix="/es")

    text = words(response)
    assert "Con una B" in text
    assert "Enfermeras tituladas" in text
    assert len(response.context["routes"]) == 1


def test_a_career_and_a_program_lead_here(client, nursing):
    search_documents.rebuild_all()

    career = client.get(reverse("programs:career", args=[NURSE])).content.decode()
    program = client.get(nursing.get_absolute_url()).content.decode()

    assert f"/route/?to={NURSE}" in career
    assert f"/route/?to_program={nursing.slug}" in program
    assert not ProgramLink.objects.exists()
