"""Program codes near an occupation that are not its supply: which, how many awards, and why."""

import random

import pytest

from partners.tests.reading import text
from programs.enums import EntryEducation
from programs.gaps.labor import gap_of, gaps, row_of
from programs.gaps.near_codes import near_codes
from programs.models import AwardCount, Crosswalk, SupplyLink
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    CrosswalkFactory,
    OccupationFactory,
    SupplyLinkFactory,
)
from programs.tests.labor_gaps.awards_given import give

pytestmark = pytest.mark.django_db

BACHELOR = EntryEducation.BACHELOR


@pytest.fixture
def san_diego():
    return AreaFactory(county__slug="san-diego")


@pytest.fixture
def imperial():
    return AreaFactory(county__slug="imperial")


def top(code, title, awards, area):
    row = CodeFactory(code=code, title=title)
    if awards:
        give(row, (awards,) * 3, area=area)
    return row


def leads(code, *occupations):
    """A crosswalk from a program code to occupations."""
    cip = CrosswalkFactory(from_code=code).to_code
    for occupation in occupations:
        CrosswalkFactory(from_code=cip, to_code=occupation.code)


@pytest.fixture
def assistants(san_diego):
    """Medical assistants, supplied by 1208.00; 1208.20 leads to secretaries."""
    occupation = OccupationFactory(
        code__code="31-9092", title="Medical Assistants", entry_education=EntryEducation.ASSOCIATE
    )
    own = top("120800", "Medical Assisting", 73, san_diego)
    SupplyLinkFactory(code=own, occupation=occupation)
    leads(own, occupation)
    office = top("120820", "Administrative Medical Assisting", 353, san_diego)
    secretaries = OccupationFactory(code__code="43-6013", title="Medical Secretaries")
    leads(office, secretaries)
    SupplyLinkFactory(code=office, occupation=secretaries)
    return occupation


def rows(occupation, county=None):
    return [(row.code.code, row.awards, row.why) for row in _near(occupation, county).rows]


def _near(occupation, county=None):
    return near_codes(row_of(occupation.pk, county))


SAME_GROUP = "The same group of codes, but its crosswalk does not name this occupation."


def test_a_code_of_the_same_group_that_leads_elsewhere_is_named_with_what_it_counts_for(
    assistants, san_diego
):
    top("123000", "Nursing", 500, san_diego)  # another group

    (row,) = _near(assistants).rows

    assert (row.code.code, row.awards, row.why) == ("120820", 353, SAME_GROUP)
    assert row.first_names == ["Medical Secretaries"]
    assert gap_of(assistants.pk).awards == 73  # nothing of it is in the gap


def test_a_code_of_the_same_group_that_supplies_nothing_says_what_its_crosswalk_names(
    assistants, san_diego
):
    managed = top("120830", "Unit Management", 5, san_diego)
    leads(managed, OccupationFactory(code__code="11-9111", title="Managers"))

    (_office, row) = _near(assistants).rows

    assert row.why.endswith("It names: manages or supervises others (1).")


@pytest.mark.parametrize(
    ("occupation", "why"),
    [
        ({"code__code": "11-9111"}, "manages or supervises others"),
        ({"code__code": "25-1072"}, "teaches the subject"),
        ({"title": "Aides, All Other"}, "gathers what fits nowhere else (“All Other”)"),
        ({"entry_education": BACHELOR}, "usually takes more than an associate degree"),
        (
            {"entry_education": BACHELOR, "needs_license": True},
            "usually takes more than an associate degree, and no such degree on file in this code "
            "names the job",
        ),
    ],
)
def test_a_code_that_leads_here_has_the_reason_of_the_written_rule(san_diego, occupation, why):
    usual = {"code__code": "29-1141", "entry_education": EntryEducation.ASSOCIATE}
    job = OccupationFactory(**usual | occupation)
    leads(top("123010", "Nursing", 40, san_diego), job)

    assert rows(job) == [
        ("123010", 40, f"Its crosswalk names this occupation, which the rule leaves out: {why}.")
    ]


def test_the_code_with_most_awards_comes_first(assistants, san_diego):
    top("120890", "Other", 400, san_diego)
    top("120810", "Clinical", 7, san_diego)

    assert [code for code, _awards, _why in rows(assistants)] == ["120890", "120820", "120810"]


def test_codes_without_awards_are_not_in_the_rows_but_counted_where_they_lead_here(
    assistants, san_diego
):
    top("120890", "No awards", 0, san_diego)
    give(top("120840", "Zeros", 0, san_diego), (0, 0, 0), area=san_diego)
    job = OccupationFactory(code__code="11-9111")
    leads(top("123010", "Silent", 0, san_diego), job)

    assert [code for code, _awards, _why in rows(assistants)] == ["120820"]
    near = _near(job)
    assert (near.rows, near.silent, near.leading) == ((), 1, 1)


def test_awards_are_those_of_the_place(assistants, san_diego, imperial):
    office = AwardCount.objects.get(code__code="120820", academic_year="2023-24").code
    give(office, (9, 9, 9), area=imperial)

    assert [awards for _code, awards, _why in rows(assistants)] == [362]
    assert [awards for _code, awards, _why in rows(assistants, imperial.county)] == [9]


def test_the_gap_page_names_them_with_awards_and_reason(client, assistants):
    words = text(client.get("/gaps/labor/31-9092/"))

    assert "Program codes near it that are not counted" in words
    assert (
        "Administrative Medical Assisting TOP 1208.20 353 The same group of codes, but its "
        "crosswalk does not name this occupation. Counted for: Medical Secretaries"
    ) in words


def test_a_gap_page_without_such_codes_has_no_such_panel(client, san_diego):
    link = SupplyLinkFactory()
    give(link.code, (5, 5, 5), area=san_diego)

    words = text(client.get(f"/gaps/labor/{link.occupation.code.code}/"))

    assert "Program codes near it" not in words


def test_they_equal_a_slow_look_through_every_code(san_diego):
    dice = random.Random(5)
    codes = [
        top(f"{group}{number:02d}", f"Code {group}{number}", dice.choice([0, 5, 9]), san_diego)
        for group in ("0934", "1208", "1230")
        for number in range(4)
    ]
    jobs = [
        OccupationFactory(
            entry_education=dice.choice([EntryEducation.ASSOCIATE, BACHELOR]), title=f"Job {n}"
        )
        for n in range(6)
    ]
    for code in codes:
        leads(code, *dice.sample(jobs, 3))
    for job in jobs[:4]:
        for code in dice.sample(codes, 2):
            SupplyLinkFactory(code=code, occupation=job)

    for job in jobs:
        own = {link.code for link in SupplyLink.objects.filter(occupation=job)}
        expected = {}
        for code in set(codes) - own:
            leads_here = any(
                walk.to_code.leads_to.filter(to_code=job.code).exists()
                for walk in Crosswalk.objects.filter(from_code=code)
            )
            given = AwardCount.objects.filter(code=code).first()
            if given and (leads_here or code.code[:4] in {one.code[:4] for one in own}):
                expected[code.code] = (given.count, leads_here)
        found = {row.code.code: (row.awards, row.leads_here) for row in _near(job).rows}
        assert found == expected
    assert len(gaps()) == 4


def test_the_number_of_queries_does_not_grow(assistants, san_diego, django_assert_max_num_queries):
    gap = gap_of(assistants.pk)
    for number in range(3):
        job = OccupationFactory(code__code=f"11-90{number}1")
        leads(top(f"12083{number}", "More", 5, san_diego), job)
        leads(top(f"12300{number}", "Lead here", 5, san_diego), assistants)

    with django_assert_max_num_queries(9):
        assert len(near_codes(gap).rows) == 7


def test_a_code_that_nothing_leaves_out_any_more_says_from_when_it_is_counted(san_diego):
    occupation = OccupationFactory(code__code="31-9092", entry_education=EntryEducation.ASSOCIATE)
    SupplyLinkFactory(code=top("120800", "Own", 10, san_diego), occupation=occupation)
    leads(top("130100", "Not linked yet", 20, san_diego), occupation)

    (row,) = near_codes(gap_of(occupation.pk)).rows

    assert "counted from the next load" in row.why
