"""What a seam view holds: boxes and lines of what is published and open, and nothing else."""

import pytest

from partners.enums import InventoryKind, InventoryState, Operating, Segment
from partners.tests.factories import InventoryFactory, OrganizationFactory, UserFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import (
    AgreementState,
    Availability,
    Award,
    LinkKind,
    Mechanism,
    Pace,
    Stage,
    StepKind,
)
from programs.routes.neighbors import neighbors_of
from programs.seam.boxes import End, Role
from programs.seam.choose import choose
from programs.seam.rows import seam_of
from programs.seam.stacking import depths
from programs.tests.factories import CourseFactory, ProgramFactory
from programs.tests.path_factories import ProgramLinkFactory, SendingCourseFactory
from programs.tests.path_of import YEAR, agree, in_order, on, path, university

pytestmark = pytest.mark.django_db


@pytest.fixture
def way():
    return path()


def seam(way, **query):
    return seam_of(choose(way.pathway, {"year": YEAR, **query}))


def titles(seam, *roles):
    return [box.title for box in seam.boxes if box.role in roles]


def said(seam, kind):
    """[(from, to, plate)] of the lines of a kind."""
    boxes = seam.by_key
    return [
        (boxes[line.start].title, boxes[line.end].title, line.plate)
        for line in seam.lines
        if line.kind == kind
    ]


def test_a_whole_path_from_the_first_course_to_the_award(way):
    drawn = seam(way)

    assert titles(drawn, Role.COURSE) == ["Welding 1", "Welding 2", "Welding 3"]
    assert titles(drawn, Role.PROGRAM) == ["Welding for adults"]
    assert titles(drawn, Role.EARNED) == ["WELD 100 Safe welding"]
    assert titles(drawn, Role.TERM) == ["Term 1", "Term 2"]
    assert titles(drawn, Role.DESTINATION) == ["Welding technology"]
    assert said(drawn, "credit") == [
        (
            "Welding 2",
            "WELD 100 Safe welding",
            ("3 units by exam", "grade B or better", "claim by 30 Jun 2027"),
        )
    ]
    assert said(drawn, "link") == [("Welding for adults", "Term 1", ("after a skills check",))]
    assert said(drawn, "counts") == [("WELD 100 Safe welding", "Term 1", ())]
    assert [box.notes for box in drawn.boxes if box.role == Role.EARNED] == [
        ["3 units", "part of the award"]
    ]
    assert [box.job.title for box in drawn.exits] == ["Welders", "Welders"]


def test_credit_that_is_brought_is_not_taken_again(way):
    first, second = (box for box in seam(way).boxes if box.role == Role.TERM)

    assert (first.note, second.note) == ("", "WELD 200")
    assert [course.number for course in first.courses] == ["WELD 100"]


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda way: hidden(way.agreement), id="agreement is a draft"),
        pytest.param(lambda way: hidden(way.courses[1]), id="course sent is a draft"),
        pytest.param(lambda way: hidden(way.counts_as), id="course received is a draft"),
        pytest.param(lambda way: closed(way.agreement.sending), id="district is closed"),
        pytest.param(lambda way: closed(way.agreement.receiving), id="college is closed"),
    ],
)
def test_an_agreement_that_is_not_public_is_not_shown(way, hide):
    hide(way)

    assert said(seam(way), "credit") == []


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda way: hidden(way.link), id="link is a draft"),
        pytest.param(lambda way: hidden(way.adult), id="program is a draft"),
        pytest.param(lambda way: closed(way.adult.organization), id="school is closed"),
        pytest.param(
            lambda way: changed(way.adult, availability=Availability.INACTIVE), id="ended"
        ),
    ],
)
def test_a_link_that_is_not_public_is_not_shown(way, hide):
    hide(way)

    assert said(seam(way), "link") == []


def changed(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def hidden(row):
    changed(row, status=EditingStatus.DRAFT)


def closed(organization):
    changed(organization, operating=Operating.CLOSED)


def test_a_sequence_that_is_a_draft_leaves_the_program_in_one_box(way):
    way.welding.sequences.update(status=EditingStatus.DRAFT)

    drawn = seam(way)

    assert titles(drawn, Role.COURSE) == []
    assert "Welding" in titles(drawn, Role.PROGRAM)


@pytest.mark.parametrize(
    ("terms", "plate"),
    [
        ({"state": AgreementState.IN_REVIEW}, ("in review: no credit yet",)),
        ({"state": AgreementState.SUSPENDED}, ("suspended",)),
        ({"years_from": "2020-21", "years_through": "2025-26"}, ("ended with 2025-26",)),
        ({"years_from": "2027-28", "years_through": None}, ("from 2027-28 on",)),
    ],
)
def test_an_agreement_that_promises_nothing_for_the_year_says_what_it_is(way, terms, plate):
    way.agreement.delete()
    agree(way.welding.organization, way.courses[1], way.degree.organization, way.counts_as, **terms)

    (line,) = [line for line in seam(way).lines if line.kind == "credit"]

    assert (line.plate, line.is_promised) == (plate, False)
    assert line.terms[1] == plate[0]


def test_an_agreement_that_needs_two_courses_stands_at_the_last(way):
    SendingCourseFactory(agreement=way.agreement, course=way.courses[2])

    assert [start for start, _end, _plate in said(seam(way), "credit")] == ["Welding 3"]


def test_a_course_that_the_program_does_not_teach_is_needed_too(way):
    extra = CourseFactory(organization=way.agreement.sending, title="Safety")
    SendingCourseFactory(agreement=way.agreement, course=extra)

    drawn = seam(way)

    assert said(drawn, "credit") == [
        (
            "Welding 2",
            "WELD 100 Safe welding",
            ("3 units by exam", "also needs Safety", "grade B or better", "claim by 30 Jun 2027"),
        )
    ]
    # So far nothing is earned: the course is still one of those to take at the college.
    assert said(drawn, "counts") == []
    assert [box.note for box in drawn.boxes if box.role == Role.TERM] == ["WELD 100", "WELD 200"]


def test_the_program_with_all_the_courses_of_an_agreement_is_drawn(way):
    extra = CourseFactory(organization=way.agreement.sending, title="Safety")
    SendingCourseFactory(agreement=way.agreement, course=extra)
    whole = on(way.pathway, organization=way.welding.organization, segment=Segment.HIGH_SCHOOL)
    in_order(whole, {11: [way.courses[1]], 12: [extra]})

    assert [start for start, _end, _plate in said(seam(way), "credit")] == ["Safety"]


def test_two_agreements_of_one_course_with_one_college_say_the_units_of_both(way):
    other = CourseFactory(organization=way.degree.organization, number="WELD 101")
    agree(way.agreement.sending, way.courses[1], way.degree.organization, other, units=2)

    [box] = [box for box in seam(way).boxes if box.role == Role.EARNED]

    assert (box.title, box.notes[0]) == ("WELD 100, WELD 101", "5 units")


@pytest.mark.parametrize("first", [0, 1])
def test_what_counts_at_another_college_says_how_of_what_can_be_counted_on(way, first):
    college = OrganizationFactory(name="Other College")
    states = [AgreementState.SUSPENDED, AgreementState.ACTIVE]
    for number in (first, 1 - first):
        received = CourseFactory(organization=college, number=f"W {number}")
        agree(
            way.agreement.sending, way.courses[1], college, received, state=states[number], units=1
        )

    [box] = [box for box in seam(way).boxes if box.role == Role.ALSO]

    assert box.notes[0] == "2 units by exam"


def test_what_was_made_up_about_a_real_program_is_not_its_work_based_learning(way):
    way.welding.activities.create(stage=Stage.TRAINING, academic_year=YEAR, is_sample=True)
    way.adult.activities.create(stage=Stage.TRAINING, academic_year=YEAR)

    assert seam(way).work == []

    changed(way.welding, is_sample=True)

    [work] = seam(way).work
    assert (work.key, work.stages, work.is_sample) == ("work-hs", ["Training"], True)


def test_stages_stand_in_the_order_of_the_continuum_whatever_program_does_them(way):
    also = on(way.pathway, title="Also", organization=way.degree.organization)
    ProgramLinkFactory(from_program=also, to_program=way.degree, kind=LinkKind.STACKS)
    also.activities.create(stage=Stage.AWARENESS, academic_year=YEAR)
    for year in (YEAR, "2025-26"):
        way.degree.activities.create(stage=Stage.TRAINING, academic_year=year)

    [work] = seam(way).work

    assert work.stages == ["Awareness", "Training"]
    assert {program.title: stages for program, stages in work.lines} == {
        "Also": "awareness",
        "Welding technology": "training",
    }


def test_the_agreement_of_another_district_is_not_the_schools(way):
    elsewhere = OrganizationFactory()
    agree(elsewhere, way.courses[1], way.degree.organization, way.counts_as)

    assert len(said(seam(way), "credit")) == 1


def test_the_agreement_of_whoever_owns_the_course_holds_where_it_is_taught(way):
    office = OrganizationFactory(name="County office")
    changed(way.courses[1], organization=office)
    way.agreement.delete()
    agree(office, way.courses[1], way.degree.organization, way.counts_as)

    drawn = seam(way)

    assert [start for start, _end, _plate in said(drawn, "credit")] == ["Welding 2"]
    assert [one.sending for one in drawn.brought] == [office]


def test_an_agreement_of_a_district_stands_once_though_two_of_its_schools_teach_the_course(way):
    parent = way.agreement.sending
    changed(way.adult.organization, parent=parent)
    in_order(way.adult, {1: [way.courses[1]]})

    drawn = seam(way)

    assert [start for start, _end, _plate in said(drawn, "credit")] == ["Welding 2"]
    keys = [box.key for box in drawn.boxes] + [line.key for line in drawn.lines]
    assert len(keys) == len(set(keys))


def test_a_course_of_an_adult_school_counts_too(way):
    course = CourseFactory(organization=way.adult.organization)
    in_order(way.adult, {1: [course]})
    agree(way.adult.organization, course, way.degree.organization, way.counts_as)

    starts = [start for start, _end, _plate in said(seam(way), "credit")]

    assert starts == ["Welding 2", "Welding for adults"]


def test_one_course_counts_at_several_colleges_the_chosen_one_first(way):
    for number in range(5):
        college = OrganizationFactory(name=f"College {number}")
        received = CourseFactory(organization=college, number=f"W {number}")
        on(way.pathway, organization=college, title=f"Degree {number}")
        agree(way.agreement.sending, way.courses[1], college, received, mechanism=Mechanism.GRADE)

    drawn = seam(way, college="harbor")

    assert titles(drawn, Role.EARNED) == ["WELD 100 Safe welding"]
    assert titles(drawn, Role.ALSO) == ["College 0", "College 1", "College 2"]
    assert drawn.other_colleges == ["College 3", "College 4"]
    assert len(drawn.brought) == 6


def test_the_newest_sequence_before_the_year_is_shown(way):
    way.welding.sequences.update(catalog_year="2025-26")
    in_order(way.welding, {9: [CourseFactory(title="Next year’s")]}, catalog_year="2027-28")

    assert titles(seam(way), Role.COURSE) == ["Welding 1", "Welding 2", "Welding 3"]
    assert titles(seam(way, year="2027-28"), Role.COURSE) == ["Next year’s"]


def test_courses_of_a_grade_without_credit_share_a_box(way):
    step = way.welding.sequences.get().steps.get(place=10)
    for title in ("Drawing", "Safety"):
        extra = CourseFactory(organization=way.courses[0].organization, title=title)
        step.sequence.steps.create(place=10, order=2, course=extra)

    assert titles(seam(way), Role.COURSE)[0] == "Welding 1 and 2 more"


def test_a_course_at_work_says_so(way):
    way.welding.sequences.get().steps.filter(place=12).update(is_work_based=True)

    last = [box for box in seam(way).boxes if box.role == Role.COURSE][-1]

    assert last.notes == ["Grade 12", "capstone", "learning at work"]


def test_where_nothing_leads_on_it_is_not_yet_reported(way):
    ends = {box.title: box.end for box in seam(way).boxes if box.end}

    assert ends == {"Welding 3": End.NOT_REPORTED}


def test_a_link_to_what_is_not_drawn_is_said_as_the_programs_page_says_it(way):
    """On-ramps that nothing here is reached from: each names what its own page has as next."""
    other = ProgramFactory(title="Nursing", organization__name="Far College")
    ramps = [
        on(way.pathway, title=f"Ramp {segment}", segment=segment)
        for segment in (Segment.MIDDLE_SCHOOL, Segment.NONCREDIT)
    ]
    for ramp in ramps:
        ProgramLinkFactory(from_program=ramp, to_program=other, is_sample=True)

    drawn = seam(way)

    for ramp in ramps:
        box = drawn.by_key[f"program-{ramp.pk}"]
        assert box.end == End.ELSEWHERE
        assert [(one.title, one.at, one.url, one.is_sample) for one in box.elsewhere] == [
            (
                link.to_program.title,
                link.to_program.organization.label,
                link.to_program.get_absolute_url(),
                link.is_sample,
            )
            for link in neighbors_of(ramp.pk).after.links
        ]
    assert drawn.has_samples


def test_a_link_to_another_pathway_is_named_though_something_else_leads_on_here(way):
    other = ProgramFactory(
        title="Metal art", segment=Segment.COLLEGE, organization=way.degree.organization
    )
    for start in (way.welding, way.adult, way.degree):
        ProgramLinkFactory(from_program=start, to_program=other)

    drawn = seam(way)

    assert {
        box.title: [(one.title, one.at, one.url) for one in box.elsewhere]
        for box in drawn.boxes
        if box.end == End.ELSEWHERE
    } == dict.fromkeys(
        ("Welding 3", "Welding for adults", "Welding technology"),
        [("Metal art", "Harbor College", other.get_absolute_url())],
    )
    assert ("Welding for adults", "Term 1") in [
        (start, end) for start, end, _plate in said(drawn, "link")
    ]


def test_a_link_between_two_on_ramps_that_are_drawn_is_a_line(way):
    ramp = on(way.pathway, title="Free course", segment=Segment.NONCREDIT)
    ProgramLinkFactory(from_program=ramp, to_program=way.adult)

    assert ("Free course", "Welding for adults") in [
        (start, end) for start, end, _plate in said(seam(way), "link")
    ]


def test_an_on_ramp_without_any_link_is_not_yet_reported(way):
    ramp = on(way.pathway, title="Free course", segment=Segment.NONCREDIT)

    assert seam(way).by_key[f"program-{ramp.pk}"].end == End.NOT_REPORTED


def test_an_agreement_of_an_on_ramp_that_is_drawn_elsewhere_is_named(way):
    """The district's agreement has its line at the high school; the adult school has it too."""
    way.link.delete()
    changed(way.adult.organization, parent=way.agreement.sending)
    in_order(way.adult, {1: [way.courses[1]]})

    box = seam(way).by_key[f"program-{way.adult.pk}"]

    assert [(one.title, one.at) for one in box.elsewhere] == [("WELD 100", "Harbor College")]


@pytest.mark.parametrize(("is_told", "end"), [(False, End.NO_CREDIT), (True, End.NONE)])
def test_a_course_with_a_next_one_lacks_credit_and_nothing_else(way, is_told, end):
    way.agreement.delete()
    if is_told:
        all_agreements_told(way.welding.organization)

    assert (
        seam(way).by_key[f"course-{way.welding.sequences.get().steps.get(place=11).pk}"].end == end
    )


def test_what_is_taken_before_the_program_is_no_term_of_it(way):
    biology, english = (
        CourseFactory(organization=way.degree.organization, number=number, units_min=n, units_max=n)
        for number, n in (("BIOL 204", 4), ("ENGL 100", 3))
    )
    order = way.degree.sequences.get()
    for course in (biology, english):
        order.steps.create(place=1, order=9, course=course, kind=StepKind.PREREQUISITE)

    drawn = seam(way)

    terms = [box for box in drawn.boxes if box.role == Role.TERM]
    assert [box.title for box in terms] == ["Before the program", "Term 1", "Term 2"]
    assert terms[0].notes == ["7 units", "BIOL 204, ENGL 100"]
    assert [course.number for course in terms[1].courses] == ["WELD 100"]
    assert said(drawn, "counts") == [("WELD 100 Safe welding", "Term 1", ())]
    assert said(drawn, "order")[-3:] == [
        ("Before the program", "Term 1", ()),
        ("Term 1", "Term 2", ()),
        ("Term 2", "Welding technology", ()),
    ]


def test_the_on_ramp_of_the_colleges_county_comes_first(way):
    near = on(way.pathway, title="Z", segment=Segment.ADULT_EDUCATION)
    changed(near.organization, county=way.degree.organization.county)
    ProgramLinkFactory(from_program=near, to_program=way.degree)

    assert titles(seam(way), Role.PROGRAM) == ["Z", "Welding for adults"]


def test_two_awards_of_one_title_say_which_is_which(way):
    college = way.degree.organization
    changed(way.degree, award=Award.ASSOCIATE)
    on(way.pathway, title=way.degree.title, organization=college, award=Award.CERTIFICATE_LONG)

    drawn = seam(way)

    assert [
        (box.title, box.notes[0])
        for box in drawn.boxes
        if box.role in (Role.AWARD, Role.DESTINATION)
    ] == [("Welding technology", "Associate degree"), ("Welding technology", "Certificate")]


def test_a_missing_step_leads_to_the_page_where_it_is_worked_out(way):
    [course] = [box for box in seam(way).boxes if box.end]

    assert course.gap_url == f"/gaps/alignment/courses/{course.slug}/"


def all_agreements_told(school):
    InventoryFactory(
        organization=school,
        kind=InventoryKind.AGREEMENTS,
        state=InventoryState.COMPLETE,
        confirmed_on="2026-09-01",
        confirmed_by=UserFactory(),
    )


def test_a_school_that_told_all_its_agreements_has_none_there(way):
    all_agreements_told(way.welding.organization)

    ends = {box.title: box.end for box in seam(way).boxes if box.end}

    assert ends == {"Welding 3": End.NONE}


def test_a_program_with_a_part_time_order_alone_has_its_courses(way):
    way.welding.sequences.update(pace=Pace.PART_TIME)

    assert titles(seam(way), Role.COURSE) == ["Welding 1", "Welding 2", "Welding 3"]


def test_of_two_paces_the_full_time_one_is_drawn(way):
    in_order(way.welding, {10: [CourseFactory(title="Evening")]}, pace=Pace.PART_TIME)

    assert titles(seam(way), Role.COURSE) == ["Welding 1", "Welding 2", "Welding 3"]


def test_an_order_of_a_later_year_is_not_drawn(way):
    way.welding.sequences.update(catalog_year="2027-28")

    assert titles(seam(way), Role.COURSE) == []


def test_awards_stand_in_the_order_in_which_they_stack(way):
    college = way.degree.organization
    short, longer = (on(way.pathway, title=t, organization=college) for t in ("Short", "Longer"))
    ProgramLinkFactory(from_program=short, to_program=longer, kind=LinkKind.STACKS)
    ProgramLinkFactory(from_program=longer, to_program=way.degree, kind=LinkKind.STACKS)

    drawn = seam(way)

    assert titles(drawn, Role.AWARD) == ["Short", "Longer"]
    assert titles(drawn, Role.DESTINATION) == ["Welding technology"]
    assert ("Longer", "Welding technology", ("Stacks into",)) in said(drawn, "link")


def test_a_university_stands_behind_the_award(way):
    to = university(name="State University")
    ProgramLinkFactory(
        from_program=way.degree, to_program=None, destination=to, kind=LinkKind.TRANSFERS
    )

    assert ("Welding technology", "State University", ("Transfers to",)) in said(seam(way), "link")


def test_samples_are_marked_each_at_its_place(way):
    assert not seam(way).has_samples

    changed(way.agreement, is_sample=True)
    changed(way.adult, is_sample=True)
    drawn = seam(way)

    assert [line.key for line in drawn.lines if line.is_sample] == [f"agreement-{way.agreement.pk}"]
    assert [box.title for box in drawn.boxes if box.is_sample] == ["Welding for adults"]


def test_what_is_chosen_first_is_what_most_is_joined(way):
    on(way.pathway, title="A", organization__name="A College", organization__slug="a-college")
    on(way.pathway, title="A", organization__name="A High", segment=Segment.HIGH_SCHOOL)

    choice = choose(way.pathway, {})

    assert (choice.school.label, choice.college.label) == ("Bay High", "Harbor College")


def test_where_nothing_is_joined_a_college_of_the_same_county_comes_first(way):
    way.agreement.delete()
    far = on(way.pathway, title="A", organization__name="A College").organization
    changed(way.degree.organization, county=way.welding.organization.county)

    assert choose(way.pathway, {}).college.label == "Harbor College"
    assert far.county_id != way.welding.organization.county_id


def test_where_no_school_is_joined_the_college_with_links_comes_first(way):
    way.agreement.delete()
    far = on(way.pathway, title="A", organization__name="A College")

    assert choose(way.pathway, {}).college.label == "Harbor College"

    way.link.delete()
    ProgramLinkFactory(from_program=far, to_program=None, destination=university())

    assert choose(way.pathway, {}).college.label == "A College"


def test_without_a_high_school_the_college_with_links_comes_first(way):
    on(way.pathway, title="A", organization__name="A College")
    hidden(way.welding)

    choice = choose(way.pathway, {})

    assert (choice.school, choice.college.label) == (None, "Harbor College")


def test_the_school_that_is_joined_to_a_chosen_college_comes_first(way):
    first = on(way.pathway, organization__name="A High", segment=Segment.HIGH_SCHOOL)

    assert choose(way.pathway, {"college": "harbor"}).school.label == "Bay High"
    assert choose(way.pathway, {"school": first.organization.slug}).school.label == "A High"


def test_only_organizations_with_open_programs_of_the_pathway_can_be_chosen(way):
    on(way.pathway, organization__name="Draft College", status=EditingStatus.DRAFT)
    ProgramFactory(organization__name="College of something else")

    assert [place.label for place in choose(way.pathway, {}).colleges] == ["Harbor College"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"school": "nowhere"}, "No school called “nowhere”"),
        ({"college": "<b>"}, "No college called “<b>”"),
        ({"year": "1999"}, "“1999” is no catalog year"),
        ({"year": "1990-91"}, "“1990-91” is no catalog year"),
        ({"view": "globe"}, "no view called “globe”"),
    ],
)
def test_a_value_that_means_nothing_is_told_and_the_default_is_shown(way, query, words):
    choice = choose(way.pathway, query)

    (remark,) = choice.remarks
    assert words in remark
    assert (choice.school.slug, choice.college.slug) == ("bay-high", "harbor")
    assert choice.view == "map"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {1: 0, 2: 0, 3: 0}),
        ([(1, 2), (2, 3)], {1: 0, 2: 1, 3: 2}),
        ([(1, 2), (2, 3), (1, 3)], {1: 0, 2: 1, 3: 2}),
        ([(1, 2), (2, 1), (2, 3)], {1: 0, 2: 1, 3: 2}),
        ([(9, 1), (1, 8)], {1: 0, 2: 0, 3: 0}),
    ],
)
def test_depths_of_awards(pairs, expected):
    assert depths([1, 2, 3], pairs) == expected
