"""Links in the seam view: which are lines, which are named, and where none is on file."""

import pytest

from partners.enums import Segment
from programs.enums import Availability
from programs.routes.neighbors import neighbors_of
from programs.seam.boxes import End, Role
from programs.tests.factories import ProgramFactory
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.path_of import on
from programs.tests.seam_view.drawn import changed, closed, hidden, said, seam, titles

pytestmark = pytest.mark.django_db


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


def test_the_on_ramp_of_the_colleges_county_comes_first(way):
    near = on(way.pathway, title="Z", segment=Segment.ADULT_EDUCATION)
    changed(near.organization, county=way.degree.organization.county)
    ProgramLinkFactory(from_program=near, to_program=way.degree)

    assert titles(seam(way), Role.PROGRAM) == ["Z", "Welding for adults"]


def test_a_missing_step_leads_to_the_page_where_it_is_worked_out(way):
    [course] = [box for box in seam(way).boxes if box.end]

    assert course.gap_url == f"/gaps/alignment/courses/{course.slug}/"
