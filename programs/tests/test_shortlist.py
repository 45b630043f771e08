"""Compare and the reader's own list: what an address says, and what the pages print of it."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from partners.enums import Operating
from partners.models import Organization
from partners.tests.factories import CountyFactory, OrganizationFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.search_documents import rebuild_all
from programs.shortlist.listed import LONGEST_NOTE, Listed
from programs.tests.factories import (
    AreaFactory,
    OccupationFactory,
    OfferingFactory,
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
)


def listed(query, most=4):
    return Listed.of(QueryDict(query), most=most)


# --- The address ----------------------------------------------------------------------------------


def test_a_program_counts_once_and_in_its_order():
    assert listed("id=b&id=a&id=b").names == ("b", "a")


def test_what_is_over_the_most_is_counted():
    asked = listed("id=a&id=b&id=c", most=2)

    assert (asked.names, asked.over) == (("a", "b"), ("c",))


def test_what_is_over_the_most_moves_up_with_its_note_when_one_is_taken_off():
    asked = listed("id=a&id=b&id=c&note.c=call", most=2)

    off = Listed.of(QueryDict(asked.without("a").query()), most=2)

    assert (off.names, off.over, off.notes) == (("b", "c"), (), {"c": "call"})


@pytest.mark.parametrize("query", ["id=", "id=a%20b", "id=%3Cb%3E", "id=" + "x" * 201, ""])
def test_what_is_no_web_name_is_passed_over(query):
    assert listed(query).names == ()


def test_a_note_belongs_to_its_program_and_is_cut_where_too_long():
    asked = listed("id=a&id=b&note.b=ask%0A+about++evenings&note.c=x&note.a=" + "y" * 300)

    assert asked.notes == {"b": "ask about evenings", "a": "y" * LONGEST_NOTE}


def test_taken_off_and_put_back_is_the_same_list():
    asked = listed("id=a&id=b&id=c&note.b=y&note.c=x")

    off = Listed.of(QueryDict(asked.without("b").query()), most=4)

    assert (off.names, off.removed) == (("a", "c"), ("b", 1))
    assert Listed.of(QueryDict(off.restored().query()), most=4) == asked


@pytest.mark.parametrize("removed", ["b", "b:", "b:x", ":1", "a:0", "b:-1", "b:%C2%B2"])
def test_nonsense_about_what_was_taken_off_is_passed_over(removed):
    assert listed(f"id=a&removed={removed}").removed is None


# --- The pages ------------------------------------------------------------------------------------

PAGES = ["programs:compare", "programs:saved"]


def get(client, page, query):
    return client.get(f"{reverse(page)}?{query}")


@pytest.fixture
def two(db):
    sector = SectorFactory()
    programs = [
        ProgramFactory(title="Welding", slug="welding", sector=sector, units_min=18, units_max=18),
        ProgramFactory(title="Machining", slug="machining", sector=sector),
    ]
    rebuild_all()
    return programs


@pytest.mark.parametrize("page", PAGES)
def test_programs_stand_in_the_order_of_the_address(client, two, page):
    response = get(client, page, "id=machining&id=welding")

    assert [one.name for one in response.context["list"].programs] == ["machining", "welding"]
    assert "18 units" in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", ["", "id=no-such", "id=%20", "removed=x:1", "note.a=b"])
def test_whatever_the_address_holds_the_page_answers(client, db, page, query):
    assert get(client, page, query).status_code == 200


def hide(program):
    program.status = EditingStatus.DRAFT
    program.save()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("programs:compare", "One program in this address is not here (any more)."),
        ("programs:saved", "One program of this list is not here now."),
    ],
)
def test_a_program_that_is_not_public_is_counted_not_shown(client, two, page, words):
    hide(two[0])

    html = get(client, page, "id=welding&id=machining").content.decode()

    assert "Welding" not in html
    assert words in html


def test_a_program_that_is_not_public_for_a_day_keeps_its_place_and_its_note(client, two):
    hide(two[0])

    response = get(client, "programs:saved", "id=welding&id=machining&note.welding=call")
    page = response.context["list"]

    [(_machining, off)] = page.columns
    kept = Listed.of(QueryDict(off.partition("?")[2]), most=20)
    assert (kept.names, kept.notes) == (("welding",), {"welding": "call"})
    form = response.content.decode().split('id="notes-form"')[1].split("</form>")[0]
    assert re.findall('name="id" value="([^"]+)"', form) == ["welding", "machining"]
    assert 'name="note.welding" value="call"' in form
    assert page.without_hidden_url.startswith("/programs/saved/?id=machining&")
    assert "welding" not in page.share_url


def test_what_the_page_has_no_room_for_stays_in_its_addresses(client, db):
    programs = ProgramFactory.create_batch(21)
    rebuild_all()
    names = [program.slug for program in programs]
    query = "&".join(f"id={name}" for name in names)

    page = get(client, "programs:saved", f"{query}&note.{names[20]}=call").context["list"]
    then = client.get(page.columns[0][1]).context["list"]

    assert [one.name for one in then.programs] == names[1:]
    assert then.programs[-1].note == "call"
    assert client.get(then.undo[1]).context["list"].listed.over == (names[20],)


def test_the_fifth_program_is_left_out_in_words(client, db):
    programs = ProgramFactory.create_batch(5)
    rebuild_all()
    query = "&".join(f"id={program.slug}" for program in programs)

    response = get(client, "programs:compare", query)

    assert len(response.context["list"].programs) == 4
    assert "This page holds 4 programs; one more" in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_what_was_taken_off_can_be_put_back(client, two, page):
    off = get(client, page, "id=welding&id=machining").context["list"].columns[0][1]

    response = client.get(off)
    back = response.context["list"].undo[1]

    assert "“Welding” is off the list." in response.content.decode()
    names = [one.name for one in client.get(back).context["list"].programs]
    assert names == ["welding", "machining"]


def test_what_is_not_on_file_says_so(client, two):
    OfferingFactory(program=two[0], schedules=["evenings"])
    rebuild_all()

    lines = {line.label: line.cells for line in compare_lines(client)}

    assert lines["Units"] == ["18 units in the major", ""]
    assert lines["Time of day"] == ["Evenings", ""]


def compare_lines(client):
    return get(client, "programs:compare", "id=welding&id=machining").context["list"].lines


def test_equal_cells_are_called_the_same_only_if_they_say_something(client, two):
    lines = {line.label: line for line in compare_lines(client)}

    assert lines["Award"].is_same
    assert not lines["Class hours"].is_same


def test_counts_are_those_of_published_rows_in_force(client, two):
    step = SequenceStepFactory(sequence=SequenceFactory(program=two[0]))
    ReceivingCourseFactory(course=step.course)
    ReceivingCourseFactory(course=step.course, agreement=AgreementFactory(state="draft"))
    ProgramLinkFactory(from_program=two[0], to_program=two[1])
    ProgramLinkFactory(from_program=two[0], status=EditingStatus.DRAFT)

    first, second = (
        get(client, "programs:compare", "id=welding&id=machining").context["list"].programs
    )

    assert (first.has_sequence, first.agreements, first.next_steps) == (True, 1, 1)
    assert (second.has_sequence, second.agreements, second.next_steps) == (False, 0, 0)


@pytest.mark.parametrize("side", ["sending", "receiving"])
def test_an_agreement_with_a_side_that_is_closed_is_not_counted(client, two, side):
    step = SequenceStepFactory(sequence=SequenceFactory(program=two[0]))
    agreement = ReceivingCourseFactory(course=step.course).agreement
    Organization.objects.filter(pk=getattr(agreement, side).pk).update(operating=Operating.CLOSED)

    [one] = get(client, "programs:compare", "id=welding").context["list"].programs

    assert one.agreements == 0


def test_what_is_counted_of_a_real_program_says_how_much_of_it_is_sample_data(client, two):
    step = SequenceStepFactory(sequence=SequenceFactory(program=two[0]))
    ReceivingCourseFactory(course=step.course)
    made_up = AgreementFactory(is_sample=True)
    ReceivingCourseFactory(course=step.course, agreement=made_up)
    ProgramLinkFactory(from_program=two[0], to_program=two[1], is_sample=True)

    response = get(client, "programs:compare", "id=welding&id=machining")

    one = response.context["list"].programs[0]
    assert (one.agreements, one.sample_agreements) == (2, 1)
    assert (one.next_steps, one.sample_next_steps) == (1, 1)
    assert text(response).count("1 of them is sample data.") == 2


def test_an_agreement_past_its_end_is_said_and_not_counted(client, two):
    step = SequenceStepFactory(sequence=SequenceFactory(program=two[0]))
    over = AgreementFactory(years_from="2019-20", years_through="2020-21", is_sample=True)
    ReceivingCourseFactory(course=step.course, agreement=over)

    response = get(client, "programs:compare", "id=welding&id=machining")

    one = response.context["list"].programs[0]
    assert (one.agreements, one.past_end) == (0, 1)
    said = "none for this year 1 past its end: ask whether a course taken before still counts."
    assert f"{said} Sample data" in text(response)


def test_courses_in_order_are_linked_where_they_stand(client, two):
    SequenceStepFactory(sequence=SequenceFactory(program=two[0]))

    html = get(client, "programs:compare", "id=welding").content.decode()
    [anchor] = re.findall(r'href="/programs/welding/#([^"]+)"', html)

    assert f'id="{anchor}"' in client.get("/programs/welding/").content.decode()


def test_others_of_the_sector_are_offered_until_it_is_full(client, two):
    page = get(client, "programs:compare", "id=welding").context["list"]

    assert [program.title for program, _url in page.suggested] == ["Machining"]


@pytest.mark.parametrize("page", PAGES)
def test_english_titles_are_marked_on_spanish_pages(client, two, page):
    html = client.get(f"/es{reverse(page)}?id=welding").content.decode()

    assert '<a href="/es/programs/welding/" lang="en">Welding</a>' in html
    assert page == "programs:saved" or 'lang="en">Machining</a>' in html


def test_pay_names_the_county_it_is_paid_in(client, db):
    occupation = OccupationFactory()
    programs = [
        ProgramFactory(organization=OrganizationFactory(county=county), title=county.name)
        for county in (CountyFactory(name="Coast"), CountyFactory(name="Desert"))
    ]
    for program in programs:
        ProgramOccupationFactory(program=program, occupation=occupation)
        area = AreaFactory(county=program.organization.county, name=f"{program.title} Area")
        SurveyFactory(occupation=occupation, area=area)
    rebuild_all()

    said = text(get(client, "programs:compare", "&".join(f"id={one.slug}" for one in programs)))

    pay = said[said.index("Pay and openings there") : said.index("Awards given")]
    assert pay.index("Coast Area") < pay.index("Desert Area")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_query_count_does_not_grow(client, db, page, count, django_assert_max_num_queries):
    programs = ProgramFactory.create_batch(count)
    rebuild_all()
    query = "&".join(f"id={program.slug}" for program in programs)
    get(client, page, query)

    with django_assert_max_num_queries(7):
        get(client, page, query)


def test_notes_stand_in_the_page_and_not_in_the_address_to_share(client, two):
    response = get(client, "programs:saved", "id=welding&note.welding=ask+about+evenings")

    assert "ask about evenings</textarea>" in response.content.decode()
    assert "note" not in response.context["list"].share_url


@pytest.mark.parametrize("page", PAGES)
def test_no_cookie_and_no_search_engine(client, two, page):
    response = get(client, page, "id=welding")

    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_in_spanish(client, two, page):
    response = client.get(f"/es{reverse(page)}?id=welding")

    assert response.status_code == 200
