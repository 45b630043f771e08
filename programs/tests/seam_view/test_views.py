"""The map, the table and the text: one path, the same rows in each."""

import re

import pytest
from django.utils import translation

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import OrganizationFactory
from partners.tests.reading import text
from programs.enums import AgreementState, Stage
from programs.seam import words
from programs.tests.factories import CourseFactory, PathwayFactory, SurveyFactory
from programs.tests.path_factories import ProgramLinkFactory, SendingCourseFactory
from programs.tests.path_of import YEAR, agree, on, university
from programs.tests.seam_view.asked_page import outline, page, picture, rows

pytestmark = pytest.mark.django_db


def test_map_table_and_text_hold_the_same_rows(client, way):
    college = OrganizationFactory(name="Other College")
    agree(way.agreement.sending, way.courses[1], college, CourseFactory(organization=college))
    for program in (way.welding, way.degree):
        program.activities.create(stage=Stage.TRAINING, academic_year=YEAR)
    shown = page(client, way).content.decode()
    printed = page(client, way, part="print/").content.decode()

    sets = {
        "map": rows(picture(shown)),
        "beside the map": rows(outline(shown)),
        "table": rows(page(client, way, "view=table").content.decode()),
        "text": rows(page(client, way, "view=text").content.decode()),
        "print": rows(picture(printed)),
        "print, in words": rows(outline(printed)),
        "embed": rows(picture(page(client, way, part="embed/").content.decode())),
    }

    (same,) = {frozenset(found) for found in sets.values()}
    assert {len(found) for found in sets.values()} == {len(same)}
    seam = page(client, way).context["seam"]
    assert same == {box.key for box in seam.boxes} | {work.key for work in seam.work} | {
        line.key for line in seam.lines if line.kind != "order"
    }
    assert {"work-hs", "work-college"} < same
    assert f"agreement-{way.agreement.pk}" in same


def test_boxes_of_the_map_are_links_in_the_order_of_the_way(client, way):
    found = re.findall(r'<a href="([^"]+)"', picture(page(client, way).content.decode()))

    programs = [one.get_absolute_url() for one in (way.adult, way.degree)]
    boxes = [address for address in found if not address.startswith("/articulation/")]
    assert [address for address in found if address in programs][:1] == programs[:1]
    assert boxes[-1] == programs[1]


def test_a_title_that_does_not_fit_stands_whole_in_its_name(client, way):
    way.degree.title = "Welding technology for ships, bridges, pipes, towers and tanks <of all>"
    way.degree.save()

    html = page(client, way).content.decode()

    whole = "Welding technology for ships, bridges, pipes, towers and tanks &lt;of all&gt;"
    assert re.search(rf'aria-label="{re.escape(whole)}, [^"]*Harbor College"', picture(html))
    assert f"<title>{whole}" in picture(html)
    assert "…" in picture(html)
    assert whole in outline(html)


def test_every_line_of_a_whole_path_is_drawn(client, way):
    """None of them has to be a pair of numbers instead."""
    college = way.degree.organization
    for number in range(3):
        other = OrganizationFactory(name=f"College {number}")
        received = CourseFactory(organization=other)
        agree(way.agreement.sending, way.courses[1], other, received)
    short, longer = (on(way.pathway, title=t, organization=college) for t in ("Short", "Longer"))
    ramp = on(way.pathway, title="Free course", segment=Segment.NONCREDIT)
    middle = on(way.pathway, title="Explore", segment=Segment.MIDDLE_SCHOOL)
    to = university(name="State University")
    ProgramLinkFactory(from_program=way.degree, to_program=None, destination=to)
    for start, end in (
        (short, longer),
        (longer, way.degree),
        (ramp, short),
        (middle, way.welding),
        (way.welding, longer),
    ):
        ProgramLinkFactory(from_program=start, to_program=end)

    picture = page(client, way, "college=harbor").context["picture"]

    undrawn = [(start.title, end.title) for one, _, start, end in picture.lines if one.tag]
    assert undrawn == []
    assert len([line for _, line, *_ in picture.lines if line.kind == "link"]) == 7


def test_what_credit_one_can_bring(client, way):
    said = text(page(client, way))

    assert (
        "Welding 2 counts as WELD 100 at Harbor College, 3 units Credit by exam, grade B or "
        "better, Final exam of the college, taken at the school, claim by 30 Jun 2027"
    ) in said


def test_what_is_not_in_force_gives_no_units_and_no_day_to_claim_by(client, way):
    type(way.agreement).objects.filter(pk=way.agreement.pk).update(state=AgreementState.SUSPENDED)

    said = text(page(client, way, "view=table"))

    later = said[said.index("On file, but not to be counted on for") :]
    assert "Welding 2 counts as WELD 100 at Harbor College suspended, Credit by exam" in later
    assert "claim by" not in said


def test_what_a_program_does_at_work_stands_at_its_lane_in_each_view(client, way):
    for stage in (Stage.TRAINING, Stage.EXPLORATION):
        way.welding.activities.create(stage=stage, academic_year=YEAR)

    mark = "Work-based learning: exploration, training"
    assert f">{mark}</text>" in picture(page(client, way).content.decode())
    for view in ("table", "text"):
        said = text(page(client, way, f"view={view}"))
        assert "Work-based learning Welding , Bay High: exploration, training" in said


def test_a_course_that_must_be_taken_too_is_named_on_the_plate(client, way):
    extra = CourseFactory(organization=way.agreement.sending, title="Safety")
    SendingCourseFactory(agreement=way.agreement, course=extra)

    assert ">also needs Safety</tspan>" in picture(page(client, way).content.decode())
    assert "3 units, also needs Safety, Credit by exam" in text(page(client, way, "view=text"))


def test_months_of_a_spanish_plate_have_no_capital_letter(way):
    with translation.override("es"):
        assert words.claim_by(way.agreement, YEAR).endswith(" 30 jun 2027")


def test_exits_name_the_job_and_its_pay_in_the_middle(client, way):
    job = way.degree.program_occupations.get().occupation
    for program in (way.degree, way.adult):
        SurveyFactory(occupation=job, area__county=program.organization.county)

    response = page(client, way, "view=text")

    assert text(response).count("Exit: Welders, $30.00 an hour") == 2
    assert response.context["aim"].here.pay == 30
    assert "$62,400" in text(response)


def test_what_is_not_drawn_is_named_in_text_and_table_and_hinted_at_on_the_map(client, way):
    ramp = on(way.pathway, title="Free course", segment=Segment.NONCREDIT)
    other = on(PathwayFactory(), title="Nursing", organization__name="Far College")
    ProgramLinkFactory(from_program=ramp, to_program=other)

    for view in ("table", "text"):
        response = page(client, way, f"view={view}")
        assert "Leads to Nursing , at Far College." in text(response)
        assert f'<a href="{other.get_absolute_url()}">Nursing</a>' in response.content.decode()
    assert "leads on" in picture(page(client, way).content.decode())


def test_text_and_table_name_the_next_course_as_the_map_draws_it(client, way):
    way.agreement.delete()

    for view in ("table", "text"):
        said = text(page(client, way, f"view={view}"))
        assert "Then: Welding 3 , grade 12" in said
        assert "Then: Term 2" in said
        assert "No college credit agreement for this course is on file yet." in said
    assert "no credit" in picture(page(client, way).content.decode())


def test_an_exit_stays_on_the_map_where_nothing_comes_next(client, way):
    way.link.delete()

    pill = picture(page(client, way).content.decode()).split('class="seam-pill seam-end seam-exit"')

    assert len(pill) == 2
    words = pill[1].split("</g>")[0]
    assert "<title>Exit: Welders; not yet reported</title>" in words
    assert ">Welders</tspan>" in words
    assert 'class="seam-end-line"' in words


def test_an_on_ramp_says_whose_it_is_and_the_lane_how_many_more_there_are(client, way):
    for number in range(2):
        on(
            way.pathway,
            title=f"Evening {number}",
            segment=Segment.ADULT_EDUCATION,
            organization=way.adult.organization,
        )

    drawn = picture(page(client, way).content.decode())

    assert ">150 hours · Bay Adult</tspan>" in drawn or ">Bay Adult</tspan>" in drawn
    found = re.search(r'<a href="(/programs/[^"]+)" aria-label="([^"]+)"', drawn)
    assert found[1] == "/programs/?pathway=welding-trades&amp;segment=ae"
    assert found[2].endswith(": and 2 more")


def test_a_box_of_another_college_is_named_by_what_counts_there(client, way):
    other = OrganizationFactory(name="Other College")
    agree(
        way.agreement.sending,
        way.courses[1],
        other,
        CourseFactory(organization=other, number="W 9"),
    )

    said = [text(page(client, way, f"view={view}")) for view in ("text", "table")]

    assert "Leads to W 9, Other College : 3 units, Credit by exam" in said[0]
    assert "W 9, Other College : 3 units, Credit by exam" in said[1]


def test_a_lane_with_an_apprenticeship_is_no_university_alone(client, way):
    to = university(name="Union hall")
    ProgramLinkFactory(from_program=way.degree, to_program=None, destination=to)
    assert "University or apprenticeship" not in text(page(client, way))

    to.kind = OrganizationKind.APPRENTICESHIP
    to.save()

    for view in ("map", "table", "text"):
        assert "University or apprenticeship" in text(page(client, way, f"view={view}"))


def test_the_legend_explains_samples_where_there_are_any(client, way):
    assert "seam-key-sample" not in page(client, way).content.decode()
    type(way.agreement).objects.filter(pk=way.agreement.pk).update(is_sample=True)

    assert "seam-key-sample" in page(client, way).content.decode()
