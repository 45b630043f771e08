"""The page around the drawing: its head, what can be chosen, what stands beside it."""

import re

import pytest

from partners.enums import Segment
from partners.tests.factories import OrganizationFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import Stage
from programs.seam.page import SHOWN_FIRST
from programs.tests.factories import CourseFactory, PathwayFactory, SurveyFactory
from programs.tests.path_factories import (
    PathwaySkillFactory,
    PathwaySupportFactory,
    ProgramLinkFactory,
)
from programs.tests.path_of import YEAR, agree, in_order, on
from programs.tests.seam_view.asked_page import outline, page, picture

pytestmark = pytest.mark.django_db


def test_the_head_names_the_job_and_the_place_of_its_figures(client, way):
    job = way.degree.program_occupations.get().occupation
    SurveyFactory(
        occupation=job,
        area__county=way.degree.organization.county,
        area__name="Harbor County",
    )

    said = text(page(client, way))

    assert f"At the end of it: {job.title}" in said
    assert "Median pay a year $62,400" in said


def test_no_credit_on_file_is_not_no_credit(client, way):
    way.agreement.delete()

    said = text(page(client, way))

    assert "No agreement on credit for courses of Bay High is on file." in said
    assert "That does not mean that there is none." in said


def test_a_pathway_without_links_or_courses_is_drawn_and_says_what_is_not_reported(client):
    pathway = PathwayFactory()
    on(pathway, title="Alone", segment=Segment.ADULT_EDUCATION)
    on(pathway, title="Degree", segment=Segment.COLLEGE)
    on(pathway, title="High", segment=Segment.HIGH_SCHOOL)

    html = client.get(pathway.get_absolute_url()).content.decode()

    for title in ("Alone", "Degree", "High"):
        assert f">{title}</tspan>" in picture(html)
    assert picture(html).count("not yet reported</text>") == 0
    assert "What it leads to is not yet reported." in outline(html)
    assert "No program of this segment has been reported yet." in outline(html)


def test_a_pathway_without_any_program_is_a_page(client):
    response = client.get(PathwayFactory().get_absolute_url())

    assert response.status_code == 200
    assert "No school has reported courses on this pathway yet." in text(response)


def test_a_wrong_value_is_told_and_the_page_is_there(client, way):
    response = page(client, way, "school=nowhere&college=none&view=globe")

    assert response.status_code == 200
    assert "No school called “nowhere” has a program on this pathway." in text(response)
    assert "There is no view called “globe”." in text(response)


@pytest.mark.parametrize("name", ["school", "college", "year", "view"])
@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "%s{0}", "9" * 400, "' OR 1=1"])
def test_a_value_that_no_reader_types_is_told_and_the_page_is_there(client, way, name, value):
    response = client.get(way.pathway.get_absolute_url(), {name: value})

    assert response.status_code == 200
    assert len(response.context["choice"].remarks) == 1
    assert "<script>alert" not in response.content.decode()


def test_the_choice_stays_in_the_address(client, way):
    on(way.pathway, title="A", organization__name="A College", organization__slug="a-college")

    html = page(client, way, "college=a-college").content.decode()

    assert f'href="?school=bay-high&amp;college=a-college&amp;year={YEAR}&amp;view=table"' in html
    assert '<option value="a-college" selected>' in html


def test_samples_are_marked_on_the_page(client, way):
    assert "Some links are sample data" not in text(page(client, way))

    way.agreement.is_sample = True
    way.agreement.save()
    html = page(client, way).content.decode()

    assert "Some links are sample data" in html
    assert "seam-plate seam-credit seam-sample" in picture(html)
    plate = outline(html).split(f'data-row="agreement-{way.agreement.pk}"')[1].split("</li>")[0]
    assert "Sample data" in plate


def test_skills_and_published_supports_stand_beside(client, way):
    PathwaySkillFactory(pathway=way.pathway, skill__name="Working together")
    PathwaySupportFactory(pathway=way.pathway, support__name="Child care")
    PathwaySupportFactory(
        pathway=way.pathway, support__name="Secret", support__status=EditingStatus.DRAFT
    )

    said = text(page(client, way))

    assert "Working together" in said and "Child care" in said
    assert "Secret" not in said


def test_a_draft_pathway_has_no_pages(client):
    pathway = PathwayFactory(status=EditingStatus.DRAFT)

    for part in ("", "print/", "embed/", "quality/"):
        assert client.get(f"{pathway.get_absolute_url()}{part}").status_code == 404


def test_spanish_titles_on_the_spanish_page_and_english_ones_marked(client, way):
    way.degree.title_es = "Tecnología de soldadura"
    way.degree.save()

    html = page(client, way, "view=text", language="/es").content.decode()

    assert ">Tecnología de soldadura</a>" in html
    assert '<strong lang="en"><a' in html


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("view", ["map", "table", "text"])
def test_query_count_does_not_grow(client, way, count, view, django_assert_max_num_queries):
    for number in range(count):
        college = OrganizationFactory()
        received = CourseFactory(organization=college)
        agree(way.agreement.sending, way.courses[number], college, received)
        ramp = on(way.pathway, segment=Segment.NONCREDIT, title=f"Ramp {number}")
        in_order(ramp, {1: [CourseFactory(organization=ramp.organization)]})
        ProgramLinkFactory(from_program=ramp, to_program=way.degree)
        PathwaySkillFactory(pathway=way.pathway)
        PathwaySupportFactory(pathway=way.pathway)
        way.degree.activities.create(stage=list(Stage)[number], academic_year=YEAR)

    with django_assert_max_num_queries(46):
        response = page(client, way, f"view={view}")

    assert response.context["total"] == 3 + count


def test_the_choice_says_why_other_schools_are_missing(client, way):
    response = page(client, way)

    assert "Other high schools have not reported a program on this pathway." in text(response)
    assert '<a href="/schools/">All schools</a>' in response.content.decode()

    type(way.welding).objects.filter(pk=way.welding.pk).update(status=EditingStatus.DRAFT)
    said = text(page(client, way))
    assert "No high school to start from: none has reported a program on this pathway yet." in said


def test_the_list_says_which_pathways_have_a_drawn_path(client, way):
    on(PathwayFactory(title="Undrawn"), title="Alone")
    one = PathwayFactory(title="By agreement alone")
    school = on(one, segment=Segment.HIGH_SCHOOL, organization=way.welding.organization)
    in_order(school, {10: [way.courses[1]]})

    (first, *others) = [
        re.sub(r"\s+", " ", re.sub("<[^>]+>", "", line)).strip()
        for line in re.findall(
            r"<li>.*?</li>",
            client.get("/pathways/").content.decode().split('id="main"')[1].split("</main>")[0],
            re.S,
        )
        if "/pathways/" in line
    ]

    listed = {line.split(" ")[0]: "path drawn" in line for line in (first, *others)}
    assert listed == {"Welding": True, "Undrawn": False, "By": True}


def test_the_first_programs_of_a_segment_stand_open(client, way):
    for number in range(SHOWN_FIRST):
        on(way.pathway, title=f"P{number}", organization=way.degree.organization)

    assert "1 more" in text(page(client, way))


def test_what_its_programs_do_at_work_stands_stage_by_stage(client, way):
    html = page(client, way).content.decode()

    panel = html[html.index('id="wbl"') :]
    assert panel.index("Awareness") < panel.index("Training")
    assert "not yet reported" in panel


def test_the_list_shows_no_school_as_chosen_where_none_is(client, way):
    type(way.welding).objects.filter(pk=way.welding.pk).update(status=EditingStatus.DRAFT)

    html = page(client, way).content.decode()

    assert '<option value="" selected>Choose a school</option>' in html
    assert "No school called" not in html


@pytest.mark.parametrize("part", ["print/", "embed/"])
def test_sheet_and_frame_tell_of_a_wrong_value_too(client, way, part):
    assert "No school called “nowhere”" in text(page(client, way, "school=nowhere", part=part))
