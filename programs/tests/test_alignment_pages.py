"""Pages of the alignment gaps: three states, every state an address, nothing unpublished."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.enums import InventoryState, Segment
from partners.tests.factories import SchoolFactory
from partners.tests.queries import queries
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.gaps.alignment import filters
from programs.gaps.alignment.prepare import prepare
from programs.tests.factories import (
    CodeFactory,
    CourseFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)
from programs.tests.test_alignment_rules import (
    NOW,
    TODAY,
    agreement_on,
    report,
    taught,
    with_course,
)

pytestmark = pytest.mark.django_db

LIST, CSV = "/gaps/alignment/", "/gaps/alignment/download.csv"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    localdate = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda now=None: localdate(now) if now else TODAY)


def listed(client, address=LIST):
    prepare(NOW)
    return [row.gap.key for row in client.get(address).context["gaps"].rows]


def lines(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.DictReader(io.StringIO(content.decode().removeprefix("\ufeff"))))


def test_the_page_leads_with_the_share_that_has_reported(client):
    course = taught()
    report(course.organization, InventoryState.COMPLETE)
    SchoolFactory()
    prepare(NOW)

    words = text(client.get(LIST))

    assert (
        "1 of 2 schools and colleges have reported their whole list of agreements for 2026-27."
        in words
    )


def test_the_headline_keeps_confirmed_and_not_reported_apart(client):
    report(taught().organization, InventoryState.NONE_OFFERED)
    taught()
    taught()
    prepare(NOW)

    page = client.get(LIST)

    assert "<h1>1 gap confirmed, 2 not yet reported</h1>" in page.content.decode()
    assert "Worked out on 27 Nov 2026, 12:00" in text(page)
    assert "Students concerned are not on file" in text(page)


def test_before_the_first_count_the_page_says_so(client):
    assert "Not worked out yet." in text(client.get(LIST))


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("?kind=courses", ["alignment:courses:welding-1"]),
        ("?kind=feeders", ["alignment:feeders:nursing"]),
        ("?state=overdue", ["alignment:agreements:over"]),
        ("?state=absent", []),
        ("?segment=college", ["alignment:feeders:nursing"]),
        ("?sector=health", ["alignment:feeders:nursing"]),
        ("?county=imperial", ["alignment:courses:welding-1"]),
        ("?organization=canyon-district", ["alignment:courses:welding-1"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, query, keys):
    school = SchoolFactory(county__slug="imperial", parent__slug="canyon-district")
    taught(school, slug="welding-1")
    ProgramFactory(slug="nursing", sector__slug="health")
    AgreementFactory(slug="over", years_through="2025-26")

    assert listed(client, LIST + query) == keys


@pytest.mark.parametrize(
    "query",
    ["?kind=zz", "?state=%27", "?segment=ms", "?sector=x", "?county=9", "?page=zz", "?foo=1"],
)
def test_a_value_that_means_nothing_is_left_out_and_said(client, query):
    taught(slug="welding-1")
    prepare(NOW)

    page = client.get(LIST + query)

    assert page.status_code == 200
    assert len(page.context["gaps"].said) == 1
    assert [row.gap.key for row in page.context["gaps"].rows] == ["alignment:courses:welding-1"]


def test_more_organizations_than_anybody_reads_are_offered_a_county_at_a_time(client, monkeypatch):
    monkeypatch.setattr(filters, "MOST_OFFERED", 1)
    near, far = (taught().organization for _number in range(2))
    prepare(NOW)

    def offered(query=""):
        field = client.get(f"{LIST}{query}").context["gaps"].question.form.fields["organization"]
        return {slug for slug, _name in field.choices if slug}, "a county first" in field.help_text

    assert offered() == (set(), True)
    assert near.slug in offered(f"?county={near.county.slug}")[0]
    assert far.slug not in offered(f"?county={near.county.slug}")[0]
    assert offered(f"?organization={far.slug}") == ({far.slug}, True)


def test_what_was_taken_back_since_the_count_is_not_shown(client):
    course = taught(title="Secret welding", slug="welding-1")
    program = ProgramFactory(title="Secret nursing", slug="nursing")
    agreement = AgreementFactory(slug="over", years_through="2025-26")
    prepare(NOW)
    for row in (course, program, agreement):
        row.status = EditingStatus.DRAFT
        row.save()

    gaps = client.get(LIST).context["gaps"]
    assert (gaps.rows, gaps.total) == ([], 3)  # the numbers are of the night
    assert "3 of these were taken back since then and are not listed." in gaps.said
    assert lines(client.get(CSV)) == []
    for path in ("courses/welding-1", "feeders/nursing", "agreements/over"):
        assert client.get(f"{LIST}{path}/").status_code == 404


@pytest.mark.parametrize("path", ["zz/welding-1/", "courses/none/", "programs/welding-1/"])
def test_an_address_of_nothing_is_not_found(client, path):
    taught(slug="welding-1")

    assert client.get(LIST + path).status_code == 404


def test_sample_records_are_marked(client):
    taught(is_sample=True, slug="welding-1")
    prepare(NOW)

    assert "badge-sample" in client.get(LIST).content.decode()
    assert "badge-sample" in client.get(f"{LIST}courses/welding-1/").content.decode()
    assert lines(client.get(CSV))[0]["Sample data"] == "yes"


def test_a_sample_that_closes_no_gap_is_said(client):
    agreement_on(taught(slug="welding-1"), is_sample=True, years_through=None)
    program = ProgramFactory(slug="nursing")
    ProgramLinkFactory(to_program=program, is_sample=True)
    ProgramFactory(slug="alone")
    prepare(NOW)

    said = "What was made up closes no gap of a real record."
    for path, there in [("courses/welding-1", 1), ("feeders/nursing", 1), ("feeders/alone", 0)]:
        assert text(client.get(f"{LIST}{path}/")).count(said) == there


def test_the_csv_has_the_rows_of_the_list_with_key_source_and_page(client):
    taught(slug="welding-1", number="WELD-1", title="Welding 1")
    prepare(NOW)

    (row,) = lines(client.get(CSV))

    assert (row["Key"], row["State"], row["Title"]) == (
        "alignment:courses:welding-1",
        "Not yet reported",
        "WELD-1 Welding 1",
    )
    assert row["Source"] == "Table of the tests"
    assert row["Page"].endswith("/gaps/alignment/courses/welding-1/")


def test_the_page_of_a_gap_says_what_is_missing_and_why(client):
    school = SchoolFactory(name="Canyon High")
    taught(school, slug="welding-1")
    prepare(NOW)
    words = text(client.get(f"{LIST}courses/welding-1/"))

    assert "Canyon High has not yet reported its whole list" in words
    assert "Canyon High : no agreement on file" in words
    assert "alignment:courses:welding-1" in words
    assert "Who to ask: Canyon High" in words

    report(school, InventoryState.COMPLETE)
    prepare(NOW)
    words = text(client.get(f"{LIST}courses/welding-1/"))
    assert "Confirmed: no agreement of Canyon High gives college credit" in words


def test_the_address_of_a_closed_gap_stays(client):
    agreement_on(taught(slug="welding-1"), years_through=None)
    prepare(NOW)

    page = client.get(f"{LIST}courses/welding-1/")

    assert page.status_code == 200
    assert "No gap is on file here today." in text(page)


def test_what_is_near_is_public_and_of_the_same_code_or_pathway(client):
    code = CodeFactory()
    course = taught(slug="welding-1", code=code)
    program = ProgramFactory(organization=course.organization, segment=Segment.HIGH_SCHOOL)
    with_course(program, course)
    place = PathwayProgramFactory(program=program)
    near = ProgramFactory(title="Near program")
    hidden = ProgramFactory(title="Hidden program", status=EditingStatus.DRAFT)
    for one in (near, hidden):
        PathwayProgramFactory(pathway=place.pathway, program=one)
    CourseFactory(title="Near course", code=code)
    CourseFactory(title="Hidden course", code=code, status=EditingStatus.DRAFT)
    other = agreement_on(taught(code=code, title="Like course"), years_through=None)
    prepare(NOW)

    page = client.get(f"{LIST}courses/welding-1/")

    found = page.context["detail"].near
    assert [one.title for one in found.programs] == ["Near program"]
    assert [one.title for one in found.courses] == ["Near course"]
    assert found.agreements == [other]


@pytest.mark.parametrize("like", ["code", "title", "pathway"])
def test_agreements_of_others_are_near_by_code_by_title_or_by_pathway(client, like):
    code, pathway = CodeFactory(), PathwayFactory()
    course = taught(slug="welding-1", title="Welding 1", code=code)
    alike = taught(
        title="WELDING 1" if like == "title" else "Joining",
        code=code if like == "code" else None,
    )
    if like == "pathway":
        for one in (course, alike):
            program = ProgramFactory(organization=one.organization, segment=Segment.HIGH_SCHOOL)
            with_course(program, one)
            PathwayProgramFactory(program=program, pathway=pathway)
    near = agreement_on(alike, years_through=None)
    agreement_on(taught(title="Baking", code=None), years_through=None)
    prepare(NOW)

    page = client.get(f"{LIST}courses/welding-1/")

    assert page.context["detail"].near.agreements == [near]


def test_english_titles_are_marked_on_spanish_pages(client):
    taught(slug="welding-1", title="Welding 1")
    prepare(NOW)

    page = client.get(f"/es{LIST}courses/welding-1/").content.decode()
    listed = client.get(f"/es{LIST}").content.decode()

    assert '<h1 lang="en">' in page
    assert f'<a href="/es{LIST}courses/welding-1/" lang="en">' in listed


def test_a_second_run_waits_for_the_first():
    """All is read after the lock, so that two runs never write the same gap."""
    with CaptureQueriesContext(connection) as captured:
        prepare(NOW)

    first = next(row["sql"] for row in captured if not row["sql"].startswith("SAVEPOINT"))
    assert first.startswith("LOCK TABLE programs_alignmentcount, programs_alignmentgap")


def test_a_list_of_agreements_says_how_many_end_and_of_which_courses(client):
    course = taught(number="CTE 101", title="Welding 1")
    agreement_on(course, years_through="2025-26")
    prepare(NOW)

    page = client.get(f"{LIST}?kind=agreements")

    assert page.context["gaps"].headline == (
        "0 agreements end within a year, 1 marked active past its end"
    )
    assert "CTE 101 Welding 1" in text(page)
    overdue = client.get(f"{LIST}?state=overdue").context["gaps"]
    assert overdue.headline == "1 marked active past its end"


def test_an_agreement_past_its_end_says_so(client):
    AgreementFactory(slug="over", years_through="2025-26")
    prepare(NOW)

    words = text(client.get(f"{LIST}agreements/over/"))

    assert "still marked active, though its last year, 2025-26, is over" in words


def test_a_draft_that_an_agreement_names_has_its_number_alone(client):
    agreement = AgreementFactory(slug="over", years_through="2025-26")
    sides = SendingCourseFactory, ReceivingCourseFactory
    drafts = [
        side(agreement=agreement, course__title="Secret", course__status=EditingStatus.DRAFT).course
        for side in sides
    ]
    prepare(NOW)

    page = client.get(f"{LIST}agreements/over/")

    for draft in drafts:
        assert f"{draft.number} (record not published yet)" in text(page)
        assert draft.get_absolute_url() not in page.content.decode()
    assert "Secret" not in text(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_more_rows(client, count):
    for _number in range(count):
        taught()
        ProgramFactory()
        AgreementFactory(years_through="2025-26")
    prepare(NOW)

    assert queries(client, LIST) == 9


@pytest.mark.parametrize("count", [1, 3])
def test_a_gap_asks_as_often_for_more_near_records(client, count):
    code = CodeFactory()
    course = taught(slug="welding-1", code=code)
    for _number in range(count):
        CourseFactory(code=code)
        agreement_on(taught(code=code), years_through=None)
    assert course.code == code
    prepare(NOW)

    assert queries(client, f"{LIST}courses/welding-1/") == 19


def test_the_pages_speak_spanish(client):
    taught(slug="welding-1")
    prepare(NOW)

    for path in ("", "courses/welding-1/"):
        assert client.get(f"/es{LIST}{path}").status_code == 200


def test_the_first_day_of_a_gap_is_on_its_page(client):
    taught(slug="welding-1")
    prepare(NOW)

    assert client.get(f"{LIST}courses/welding-1/").context["gap"].since == date(2026, 11, 27)
