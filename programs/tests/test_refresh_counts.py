"""Awards by program code, and students who completed: totals only, and never a guess."""

from datetime import date

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from programs.models import AwardCount, Code, CompleterCount
from programs.tests.factories import CodeFactory
from programs.tests.official_files import counts, outcomes, run, text, workbook

pytestmark = pytest.mark.django_db

AWARDS = ["College", "Major", "2021-2022", "2022-2023", "2023-2024"]
# The total of a level, and beside it what is divided by who the students are.
COMPLETERS = [
    "UNITID",
    "AWLEVELC",
    "XCSTOTLT",
    "CSTOTLT",
    "XCSTOTLM",
    "CSTOTLM",
    "XCSHISPT",
    "CSHISPT",
]


@pytest.fixture
def valley():
    return OrganizationFactory(
        name="Imperial Valley College", short_name="Imperial Valley", ipeds_id="115861"
    )


@pytest.fixture
def nursing():
    return CodeFactory(code="123010")


@pytest.fixture
def awards(tmp_path, valley, nursing):
    def awards(*lines, header=AWARDS, how=text, name="awards.csv", **options):
        return run("awards", how(tmp_path / name, header, *lines), **{"as_of": None, **options})

    return awards


def test_each_year_of_a_row_is_a_count(awards, valley, nursing):
    awards(["Imperial ", "Registered Nursing-123010", 90, 0, 104])

    assert list(
        AwardCount.objects.order_by("academic_year").values_list(
            "organization", "code", "level", "academic_year", "count"
        )
    ) == [
        (valley.pk, nursing.pk, "all", "2021-22", 90),
        (valley.pk, nursing.pk, "all", "2022-23", 0),
        (valley.pk, nursing.pk, "all", "2023-24", 104),
    ]
    assert set(AwardCount.objects.values_list("source", "as_of")) == {
        (
            "California Community Colleges Chancellor's Office Data Mart, program awards",
            date(2024, 6, 30),
        )
    }


def test_an_empty_cell_is_no_count(awards):
    awards(["Imperial ", "Registered Nursing-123010", "", "1,204", ""])

    assert list(AwardCount.objects.values_list("academic_year", "count")) == [("2022-23", 1204)]


def test_a_code_that_is_not_on_file_is_made_once_it_has_an_award(awards):
    done = awards(
        ["Imperial ", "Viticulture, Enology, and Wine Business-010400", 0, 0, 3],
        ["Imperial ", "Coastal Navigation-099999", 0, 0, 0],
    )

    assert outcomes(done) == {"accepted": 1, "skipped": 1}
    assert set(Code.objects.values_list("code", "title")) == {
        ("123010", "Title of 123010"),
        ("010400", "Viticulture, Enology, and Wine Business"),
    }


def test_colleges_of_other_regions_are_counted_and_not_told_one_by_one(awards):
    told = []

    done = awards(
        ["Alameda ", "Accounting-050200", 1, 2, 3],
        ["San Mateo ", "Accounting-050200", 1, 2, 3],
        ["Imperial ", "Accounting-050200", 1, 2, 3],
        told=told,
    )

    assert done.left_out == {"A college of another region.": 2}
    assert told == []


@pytest.mark.parametrize(
    ("written", "kind", "name", "aliases"),
    [
        ("SAN DIEGO MESA", OrganizationKind.COLLEGE, "San Diego Mesa College", []),
        ("Miracosta ", OrganizationKind.COLLEGE, "MiraCosta College", []),
        ("Palomar College", OrganizationKind.COLLEGE, "Palomar College", []),
        ("SD Mesa", OrganizationKind.COLLEGE, "San Diego Mesa College", []),
        (
            "San Diego Adult",
            OrganizationKind.CONTINUING_EDUCATION,
            "San Diego College of Continuing Education",
            ["San Diego Adult"],
        ),
        (
            "SAN DIEGO CONT ED",
            OrganizationKind.CONTINUING_EDUCATION,
            "San Diego College of Continuing Education",
            [],
        ),
    ],
)
def test_a_college_is_known_by_the_names_that_files_give_it(awards, written, kind, name, aliases):
    college = OrganizationFactory(name=name, kind=kind, aliases=aliases)

    awards([written, "Registered Nursing-123010", "", "", 5])

    assert AwardCount.objects.get().organization == college


@pytest.mark.parametrize("written", ["San Diego", "Valley"])
def test_a_name_of_two_colleges_or_of_none_is_no_college(awards, written):
    OrganizationFactory(name="San Diego Mesa College")
    OrganizationFactory(name="San Diego City College")

    assert outcomes(awards([written, "Registered Nursing-123010", "", "", 5])) == {"skipped": 1}


def test_a_misspelled_college_is_asked_for(awards):
    OrganizationFactory(name="Grossmont College")
    told = []

    awards(["Grosmont", "Registered Nursing-123010", 1, 2, 3], told=told)

    assert [(row.outcome, row.reason) for row in told] == [
        (
            "review",
            "Column “College”, “Grosmont”: Is this Grossmont College? Then write the name so.",
        )
    ]


def test_a_college_named_once_counts_for_the_rows_below(awards):
    done = awards(
        ["Imperial ", "Registered Nursing-123010", 1, 2, 3], ["", "Welding-095650", 4, 5, 6]
    )

    assert counts(done, "awards") == (6, 0, 0, 0, 0)


def test_a_major_without_a_code_is_rejected(awards):
    told = []

    awards(["Imperial ", "Registered Nursing", 1, 2, 3], told=told)

    assert [row.reason for row in told] == [
        "Column “Major”, “Registered Nursing”: "
        "This does not end in a program code, as “Nursing-123010” does."
    ]


def test_awards_in_a_workbook_read_like_the_text(awards):
    awards(["Imperial", "Nursing-123010", 1, 2, 3], how=workbook, name="awards.xlsx")

    assert AwardCount.objects.count() == 3


def test_a_second_run_of_awards_finds_everything_the_same(awards):
    line = ["Imperial ", "Registered Nursing-123010", 90, 0, 104]
    awards(line)

    assert counts(awards(line), "awards") == (0, 0, 3, 0, 0)


@pytest.fixture
def completers(tmp_path, valley):
    def completers(*lines, name="c2024_c.csv", **options):
        path = text(tmp_path / name, COMPLETERS, *lines)
        return run("completions", path, **{"as_of": None, **options})

    return completers


def test_only_the_total_of_a_level_is_stored(completers, valley):
    completers(["115861", "3", "R", "1113", "R", "446", "R", "1026"])

    row = CompleterCount.objects.get()
    assert (row.organization, row.level, row.academic_year, row.students) == (
        valley,
        "associate",
        "2023-24",
        1113,
    )
    assert (row.source, row.as_of) == (
        "National Center for Education Statistics, IPEDS completers 2024",
        date(2024, 6, 30),
    )
    stored = [str(value) for row in CompleterCount.objects.values() for value in row.values()]
    assert not {"446", "1026"} & set(stored)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("02", "one_to_four_years"),
        ("12", "under_1_year"),
        ("11", "under_12_weeks"),
        ("5", "bachelor"),
    ],
)
def test_levels_are_those_of_the_statistics(completers, code, level):
    completers(["115861", code, "R", "20"])

    assert CompleterCount.objects.get().level == level


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (["110000", "3", "R", "20"], "skipped"),  # an institution that is not on file
        (["115861", "3", "R", ""], "skipped"),
        (["115861", "77", "R", "20"], "rejected"),
        (["115861", "3", "R", "-4"], "rejected"),
        (["115861", "3", "P", "20"], "review"),  # the agency's own estimate
    ],
)
def test_what_is_no_reported_total_is_not_stored(completers, line, outcome):
    assert outcomes(completers(line)) == {outcome: 1}
    assert CompleterCount.objects.count() == 0


def test_years_of_completers_stand_beside_each_other(completers):
    completers(["115861", "3", "R", "1113"])
    completers(["115861", "3", "R", "1050"], name="C2023_C.csv")

    assert set(CompleterCount.objects.values_list("academic_year", "students")) == {
        ("2022-23", 1050),
        ("2023-24", 1113),
    }
