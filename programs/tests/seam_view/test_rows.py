"""What a seam view holds: boxes and lines of what is published and open, and nothing else."""

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.enums import Award, LinkKind, Pace, Stage, StepKind
from programs.seam.boxes import Role
from programs.seam.stacking import depths
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.path_of import YEAR, in_order, on, university
from programs.tests.seam_view.drawn import changed, said, seam, titles

pytestmark = pytest.mark.django_db


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


def test_a_sequence_that_is_a_draft_leaves_the_program_in_one_box(way):
    way.welding.sequences.update(status=EditingStatus.DRAFT)

    drawn = seam(way)

    assert titles(drawn, Role.COURSE) == []
    assert "Welding" in titles(drawn, Role.PROGRAM)


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
