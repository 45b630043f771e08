"""The page of a pathway's seam: map, table and text hold the same rows, and the address decides."""

import re

import pytest
from django.utils import translation

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import OrganizationFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, Stage
from programs.seam import words
from programs.seam.page import SHOWN_FIRST
from programs.tests.factories import (
    CourseFactory,
    PathwayFactory,
    SurveyFactory,
)
from programs.tests.path_factories import (
    PathwaySkillFactory,
    PathwaySupportFactory,
    ProgramLinkFactory,
    SendingCourseFactory,
)
from programs.tests.path_of import YEAR, agree, in_order, on, path, university

pytestmark = pytest.mark.django_db


@pytest.fixture
def way():
    return path()


def page(client, way, query="", language="", part=""):
    return client.get(f"{language}{way.pathway.get_absolute_url()}{part}?year={YEAR}&{query}")


def rows(html):
    return re.findall(r'data-row="([^"]+)"', html)


def picture(html):
    return re.search(r'<svg class="seam-map".*?</svg>\s*</div>', html, re.S)[0]


def outline(html):
    return html.split('<div class="seam-outline">')[1].split("</details>")[0]


def test_map_table_and_text_hold_the_same_rows(client, way):
    college = OrganizationFactory(name="Other College")
    agree(way.agreement.sending, way.courses[1], college, CourseFactory(organization=college))
    for program in (way.welding, way.degree):
        program.activities.create(stage=Stage.TRAINING, academic_year=YEAR)
    shown = page(client, way).content.decode()
    sheet = page(client, way, part="print/").content.decode()

    sets = {
        "map": rows(picture(shown)),
        "beside the map": rows(outline(shown)),
        "table": rows(page(client, way, "view=table").content.decode()),
        "text": rows(page(client, way, "view=text").content.decode()),
        "print": rows(picture(sheet)),
        "print, in words": rows(outline(sheet)),
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


def test_no_credit_on_file_is_not_no_credit(client, way):
    way.agreement.delete()

    said = text(page(client, way))

    assert "No agreement on credit for courses of Bay High is on file." in said
    assert "That does not mean that there is none." in said


def test_exits_name_the_job_and_its_pay_in_the_middle(client, way):
    job = way.degree.program_occupations.get().occupation
    for program in (way.degree, way.adult):
        SurveyFactory(occupation=job, area__county=program.organization.county)

    response = page(client, way, "view=text")

    assert text(response).count("Exit: Welders, $30.00 an hour") == 2
    assert response.context["aim"].here.pay == 30
    assert "$62,400" in text(response)


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


def test_the_list_shows_no_school_as_chosen_where_none_is(client, way):
    type(way.welding).objects.filter(pk=way.welding.pk).update(status=EditingStatus.DRAFT)

    html = page(client, way).content.decode()

    assert '<option value="" selected>Choose a school</option>' in html
    assert "No school called" not in html


@pytest.mark.parametrize("part", ["print/", "embed/"])
def test_sheet_and_frame_tell_of_a_wrong_value_too(client, way, part):
    assert "No school called “nowhere”" in text(page(client, way, "school=nowhere", part=part))


def test_the_legend_explains_samples_where_there_are_any(client, way):
    assert "seam-key-sample" not in page(client, way).content.decode()
    type(way.agreement).objects.filter(pk=way.agreement.pk).update(is_sample=True)

    assert "seam-key-sample" in page(client, way).content.decode()
