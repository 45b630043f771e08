"""The list of agreements: what is public, how it narrows, counts, orders and downloads."""

import csv
import datetime
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from partners.enums import Operating
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import bounded_list
from programs.articulation import answer as answers
from programs.articulation.answer import ask
from programs.articulation.phases import Phase, condition, phase_of, standing
from programs.bounded_answer import BoundedQuestion
from programs.enums import AgreementState as State
from programs.enums import Mechanism
from programs.models import ArticulationAgreement
from programs.tests.factories import (
    CodeFactory,
    CourseFactory,
    ProgramFactory,
    SectorCodeFactory,
    SectorFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    AgreementWithCoursesFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)  # in 2026-27
URL = "/articulation/"


def found(text="", sort=None, **chosen):
    """Web names of the agreements that answer a question, in order."""
    rows = ask(BoundedQuestion(text, chosen, sort), today=TODAY).rows
    names = dict(ArticulationAgreement.objects.values_list("pk", "slug"))
    return [names[row.pk] for row in rows]


def agreement(slug, *, takes="Welding 1", earns="WELD 100", **fields):
    """An agreement with one course on each side, called by its slug."""
    made = AgreementFactory(slug=slug, **fields)
    sent = CourseFactory(organization=made.sending, title=takes, number=f"{slug}-1")
    SendingCourseFactory(agreement=made, course=sent)
    received = CourseFactory(organization=made.receiving, title="Introduction", number=earns)
    ReceivingCourseFactory(agreement=made, course=received)
    return made


# --- What is public -------------------------------------------------------------------------------


def test_only_published_agreements_of_public_organizations_are_listed():
    AgreementFactory(slug="public")
    AgreementFactory(slug="draft", status=EditingStatus.DRAFT)
    AgreementFactory(slug="from-closed", sending__operating=Operating.CLOSED)
    AgreementFactory(slug="to-hidden", receiving__status=EditingStatus.DRAFT)

    assert found() == ["public"]


# --- Where an agreement stands --------------------------------------------------------------------

STANDINGS = [
    pytest.param({}, Phase.IN_FORCE, "In force", "", id="in force"),
    pytest.param({"years_through": None}, Phase.IN_FORCE, "In force", "", id="open end"),
    pytest.param(
        {"years_through": "2025-26", "claim_years": 1},
        Phase.PAST_END,
        "Past its end: ask",
        "Courses taken through 2025-26 still count until 30 Jun 2027.",
        id="past its end",
    ),
    pytest.param({"years_from": "2027-28"}, Phase.LATER, "Starts with 2027-28", "", id="later"),
    pytest.param({"state": State.IN_REVIEW}, Phase.REVIEW, "In review", "", id="in review"),
    pytest.param({"state": State.DRAFT}, Phase.REVIEW, "Draft, not agreed yet", "", id="draft"),
    pytest.param(
        {"state": State.SIGNED}, Phase.SIGNED, "Signed, not in force yet", "", id="signed"
    ),
    pytest.param(
        {"state": State.SUSPENDED},
        Phase.SUSPENDED,
        "Suspended: ask",
        "Credit is not promised at present.",
        id="suspended",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2025, 6, 1), "claim_years": 2},
        Phase.ENDED,
        "Ended",
        "Courses taken through 2024-25 still count until 30 Jun 2027.",
        id="ended, claims still open",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2025, 6, 1)},
        Phase.ENDED,
        "Ended",
        "Courses taken through 2024-25 counted until 30 Jun 2025.",
        id="ended, claims over",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2025, 6, 1), "claim_closes": ""},
        Phase.ENDED,
        "Ended",
        "Courses taken through 2024-25 count; the last day to claim them is not on file.",
        id="ended, last day not on file",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2023, 6, 1)},
        Phase.ENDED,
        "Ended",
        "It ended before its first year; no course counts.",
        id="ended before it began",
    ),
]


@pytest.mark.parametrize(("fields", "phase", "said", "more"), STANDINGS)
def test_where_an_agreement_stands_is_said_in_words(fields, phase, said, more):
    one = AgreementFactory(**fields)

    here = standing(one, TODAY)

    assert (phase_of(one, TODAY), here.words, here.more) == (phase, said, more)


@pytest.mark.parametrize(("fields", "phase", "said", "more"), STANDINGS)
def test_the_database_finds_the_same_phase(fields, phase, said, more):
    AgreementFactory(**fields)

    assert [
        one for one in Phase if ArticulationAgreement.objects.filter(condition(one, TODAY)).exists()
    ] == [phase]


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["welding", "weld", "WELD-100", "weld 100", "canyon", "IVC", "welding harbor", "of welding"],
)
def test_words_are_found_in_courses_numbers_and_names(text):
    agreement(
        "one",
        sending=SchoolFactory(name="Canyon High School"),
        receiving=OrganizationFactory(name="Harbor College", aliases=["IVC"]),
    )
    agreement("other", takes="Nursing", earns="NURS 1", sending__name="Mesa", receiving__name="Bay")

    assert found(text) == ["one"]


def test_every_word_must_be_found():
    agreement("one", sending__name="Canyon High")

    assert (found("welding canyon"), found("welding mesa")) == (["one"], [])


# --- Filters --------------------------------------------------------------------------------------


def test_a_school_has_the_agreements_of_its_district():
    district = DistrictFactory()
    school = SchoolFactory(slug="canyon", parent=district)
    agreement("of-school", sending=school)
    agreement("of-district", sending=district)
    agreement("of-another")

    assert found(sending=("canyon",)) == ["of-district", "of-school"]


def test_filters_of_one_kind_widen_and_of_two_kinds_narrow():
    bay = OrganizationFactory(slug="bay")
    agreement("exam", mechanism=Mechanism.EXAM, receiving=bay)
    agreement("grade", mechanism=Mechanism.GRADE, receiving=bay)
    agreement("other", mechanism=Mechanism.EXAM)

    assert found(mechanism=("exam", "grade"), receiving=("bay",)) == ["exam", "grade"]


def test_a_sector_is_that_of_a_courses_code_or_of_a_program_whose_sequence_has_it():
    sector = SectorFactory(slug="trades")
    by_code = agreement("by-code").receiving_courses.get().course
    by_code.code = CodeFactory()
    by_code.save()
    SectorCodeFactory(sector=sector, code=by_code.code)
    by_step = agreement("by-sequence").sending_courses.get().course
    program = ProgramFactory(sector=sector)
    SequenceStepFactory(sequence=SequenceFactory(program=program), course=by_step)
    hidden = agreement("of-a-draft").sending_courses.get().course
    draft = SequenceFactory(program=ProgramFactory(sector=sector), status=EditingStatus.DRAFT)
    SequenceStepFactory(sequence=draft, course=hidden)

    answer = ask(BoundedQuestion(chosen={"sector": ("trades",)}), today=TODAY)

    assert found(sector=("trades",)) == ["by-code", "by-sequence"]
    assert answer.counts["sector"] == {"trades": 2}


@pytest.mark.parametrize(
    ("year", "names"),
    [
        ("2024-25", ["ended", "in-force", "past"]),
        ("2025-26", ["in-force", "past"]),
        ("2026-27", ["in-force"]),
    ],
)
def test_a_year_finds_what_counts_its_courses_and_the_count_agrees(year, names):
    AgreementFactory(slug="in-force")
    AgreementFactory(slug="past", years_through="2025-26")
    AgreementFactory(slug="ended", state=State.ENDED, ended_on=datetime.date(2025, 6, 30))
    AgreementFactory(slug="in-review", state=State.IN_REVIEW)

    counts = ask(BoundedQuestion(), today=TODAY).counts["year"]

    assert (found(year=(year,)), counts[year]) == (names, len(names))


def test_what_means_nothing_is_named_and_left_out():
    agreement("one")

    answer = ask(BoundedQuestion(chosen={"mechanism": ("magic",)}), today=TODAY)

    assert (len(answer.rows), answer.chosen) == (1, {})
    assert [(facet.name, key) for facet, key in answer.unknown] == [("mechanism", "magic")]


# --- Counts, order, limits ------------------------------------------------------------------------


def test_the_count_of_a_choice_is_what_choosing_it_alone_would_find():
    agreement("one", mechanism=Mechanism.EXAM)
    agreement("two", mechanism=Mechanism.GRADE)
    agreement("three", mechanism=Mechanism.GRADE, state=State.SUSPENDED)

    answer = ask(
        BoundedQuestion(chosen={"mechanism": ("exam",), "state": ("in-force",)}), today=TODAY
    )

    assert answer.counts["mechanism"] == {"exam": 1, "grade": 1}
    assert answer.counts["state"] == {"in-force": 1}
    assert answer.kept_out == {"mechanism": 1, "state": 0}


def test_the_count_of_a_school_holds_its_districts():
    school = SchoolFactory(slug="canyon", parent=DistrictFactory(slug="mesa"))
    agreement("of-school", sending=school)
    agreement("of-district", sending=school.parent)

    counts = ask(BoundedQuestion(), today=TODAY).counts["sending"]

    assert counts == {"canyon": 2, "mesa": 1}


def test_of_too_many_only_the_first_are_read_and_nothing_is_counted(monkeypatch):
    monkeypatch.setattr(answers, "MOST", 2)
    for name in "abc":
        agreement(name)

    answer = ask(BoundedQuestion(), today=TODAY)

    assert (len(answer.rows), answer.is_more) == (2, True)
    assert set(answer.counts.values()) == {None}
    assert (len(answer.choices["sending"]), answer.short) == (2, {"sending", "receiving"})


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (None, ["a", "b", "c"]),
        ("ends", ["b", "a", "c"]),
        ("newest", ["c", "a", "b"]),
    ],
)
def test_orders(sort, names):
    AgreementFactory(slug="a", years_from="2024-25", years_through="2027-28")
    AgreementFactory(slug="b", years_from="2023-24", years_through="2026-27")
    AgreementFactory(slug="c", years_from="2025-26", years_through=None)

    assert found(sort=sort) == names


# --- The page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_list_does_not_grow(client, count, django_assert_num_queries):
    for number in range(count):
        agreement(f"a{number}")

    # words, sectors; how many, rows; their sectors, two kinds of organizations; rows, 2 of courses
    with django_assert_num_queries(10):
        response = client.get(URL, {"q": "welding"})

    assert len(response.context["agreements"].page.object_list) == count


def test_a_row_says_what_is_taken_what_it_earns_how_and_whether_it_holds(client):
    agreement("one", takes="Metal Shop", sending__name="Canyon High", is_sample=True)

    text = client.get(URL).content.decode()

    for said in (
        "Metal Shop",
        "Canyon High",
        "WELD 100",
        "3 units",
        "Credit by exam",
        "B or better",
        "In force",
        "Courses of 2024-25 through 2027-28",
        "Rows with this mark are made up",
    ):
        assert said in text


def test_rows_of_the_same_two_organizations_differ(client):
    """Each names its courses by number and title, what they earn, and how it is shown."""
    first = agreement("w1", earns="WELD 100", exam="Weld test plate")
    second = agreement(
        "w2", earns="WELD 101", exam="", sending=first.sending, receiving=first.receiving
    )
    more = CourseFactory(organization=second.receiving, title="Layout", number="WELD 102")
    ReceivingCourseFactory(agreement=second, course=more, units=2)

    cards = client.get(URL).content.decode().split("<article")[1:]

    said = [" ".join(strip_tags(f"<article{card}").split()) for card in cards]
    assert len(said) == 2
    assert "w1-1 Welding 1 → counts as WELD 100 Introduction," in said[0]
    assert "Exam: Weld test plate" in said[0]
    assert (
        "w2-1 Welding 1 → counts as WELD 101 Introduction (3 units) + WELD 102 Layout (2 units),"
        in said[1]
    )
    assert "Exam:" not in said[1]


def test_several_courses_are_said_to_be_all_needed(client):
    one = agreement("one")
    SendingCourseFactory(agreement=one)

    assert "all courses needed" in client.get(URL).content.decode()


def test_units_that_are_not_on_file_are_not_added_up(client):
    one = agreement("one")
    ReceivingCourseFactory(agreement=one, units=None)

    (row,) = client.get(URL).context["agreements"].page.object_list

    assert row.units is None


def test_chips_take_one_filter_away_and_keep_the_rest(client):
    agreement("one")

    page = client.get(URL, {"q": "welding", "mechanism": "exam", "state": "in-force"})

    assert [(chip.label, chip.url) for chip in page.context["agreements"].chips] == [
        ("Credit by exam", f"{URL}?q=welding&state=in-force"),
        ("In force", f"{URL}?q=welding&mechanism=exam"),
    ]


def test_an_empty_list_names_the_filter_that_stands_in_the_way(client):
    agreement("one")

    page = client.get(URL, {"q": "welding", "mechanism": "ccap"})

    (way,) = page.context["agreements"].ways_out
    assert (way.url, way.count) == (f"{URL}?q=welding", 1)
    assert "Nothing found does not mean that there is none" in page.content.decode()


def test_words_that_find_nothing_can_be_left_out(client):
    agreement("one")

    (way,) = client.get(URL, {"q": "qqqqq"}).context["agreements"].ways_out

    assert (way.url, way.count) == (URL, 1)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("mechanism=magic", "“magic” is not a choice of “How”"),
        ("sending=nowhere", "“nowhere” is not a choice of “Courses taken at”"),
        ("year=1999", "“1999” is not a choice of “Counts a course taken in”"),
        ("sort=size", "The list cannot be sorted by “size”."),
        ("color=red", "There is no filter called “color”"),
        ("page=9", "There is no page “9”"),
        ("q=the", "“the” has no word to search for"),
        ("q=a+b+c+d+e+f+g+h+i", "Only the first words were searched; 1 word was left out."),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(client, query, sentence):
    agreement("one")

    response = client.get(f"{URL}?{query}")

    assert response.status_code == 200
    assert sentence in " ".join(response.context["agreements"].sentences)


def test_to_htmx_only_the_results_are_sent_with_the_clean_address(client):
    agreement("one")

    response = client.get(URL, {"q": "welding", "sort": ""}, headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == f"{URL}?q=welding"
    assert "<html" not in response.content.decode()


def test_pages_keep_the_search(client, monkeypatch):
    monkeypatch.setattr(bounded_list.BoundedList, "per_page", 1)
    agreement("a")
    agreement("b")

    page = client.get(URL, {"q": "welding", "page": "2"})

    assert [row.agreement.slug for row in page.context["agreements"].page.object_list] == ["b"]
    assert page.context["agreements"].own_url == f"{URL}?q=welding&page=2"


def test_the_download_has_the_filtered_rows_in_order(client):
    agreement("b", mechanism=Mechanism.EXAM, is_sample=True)
    agreement("a", mechanism=Mechanism.EXAM)
    agreement("c", mechanism=Mechanism.GRADE)

    response = client.get(reverse("programs:agreements_csv"), {"mechanism": "exam"})
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))

    assert [(row["Page"].rsplit("/", 2)[1], row["Sample data"]) for row in rows] == [
        ("a", "no"),
        ("b", "yes"),
    ]
    assert (rows[0]["Counts as"], rows[0]["Units"], rows[0]["State"]) == (
        "WELD 100 Introduction",
        "3.00",
        "In force",
    )


def test_a_draft_that_an_agreement_names_has_its_number_alone(client):
    draft = agreement("a", takes="Secret").sending_courses.get().course
    draft.status = EditingStatus.DRAFT
    draft.save()

    page = client.get(URL).content.decode()
    (row,) = csv.DictReader(
        StringIO(client.get(reverse("programs:agreements_csv")).content.decode("utf-8-sig"))
    )

    assert 'a-1</span> <span class="soft">(record not published yet)</span>' in page
    assert "Secret" not in page
    assert row["Courses taken"] == "a-1"


def test_the_years_to_choose_are_the_coming_one_and_those_before(client):
    agreement("one", years_through=None, years_from="2019-20")

    with override("en"):
        keys = list(client.get(URL).context["agreements"].answer.choices["year"])

    now = int(academic_year.on(timezone.localdate())[:4])
    assert (keys[0], len(keys)) == (academic_year.starting(now + 1), 6)


def test_the_list_is_there_in_spanish(client):
    AgreementWithCoursesFactory()

    assert client.get(f"/es{URL}").status_code == 200
