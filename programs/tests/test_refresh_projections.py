"""Growth and openings from the state's and the nation's projections."""

from decimal import Decimal

import pytest

from programs.enums import AreaKind, EntryEducation
from programs.models import Occupation, OccupationFigure
from programs.row_files import Refused
from programs.tests.factories import AreaFactory, CodeFactory, OccupationFactory, StateAreaFactory
from programs.tests.official_files import counts, ours, outcomes, run, workbook

pytestmark = pytest.mark.django_db

STATE_HEADER = [
    "SOC Level[1]",
    "SOC Code[2]",
    "Occupational Title[3]",
    "Base Year Employment Estimate 2023[4][5]",
    "Projected Year Employment Estimate 2033",
    "Numeric Change 2023-2033[6]",
    "Percent-age Change 2023-2033",
    "Exits\n[7]",
    "Transfers\n[8]",
    "Total Job Openings\n[9]",
    "Median Hourly Wages\n[10]",
    "Median Annual Wages\n[10]",
    "Entry Level Education\n[11][12]",
    "Work Experience\n[11][12]",
    "On-the-Job Training\n[11][12]",
]
TITLES = (["2023-2033 Occupational Employment Projections"], ["California"], ["Statewide"])
NURSES = [4, "29-1141", "Registered Nurses", 321400, 355200, 33800, 0.10516490, 1, 1, 207785, 0, 0]
NATION_HEADER = [
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment distribution, percent, 2024",
    "Employment distribution, percent, 2034",
    "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34",
    "Percent self employed, 2024",
    "Occupational openings, 2024–34 annual average",
    "Median annual wage, dollars, 2024[1]",
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
    "Related Occupational Outlook Handbook (OOH) content xlsx",
]


def soc(code, **fields):
    with ours():
        return OccupationFactory(code=CodeFactory(scheme="soc", code=code), **fields)


@pytest.fixture
def state(tmp_path):
    StateAreaFactory()

    def state(*lines, titles=TITLES, **how):
        path = tmp_path / "projections.xlsx"
        workbook(path, *titles, STATE_HEADER, *lines, sheet="Occupational")
        return run("projections-state", path, **how)

    return state


@pytest.fixture
def nation(tmp_path):
    AreaFactory(slug="united-states", kind=AreaKind.NATION, county=None, survey_code="99")

    def nation(*lines, **how):
        path = tmp_path / "occupation.xlsx"
        title = ["Table 1.2 Occupational projections, 2024–2034 (Employment in thousands)"]
        return run("projections-national", workbook(path, title, NATION_HEADER, *lines), **how)

    return nation


def national_line(
    code="29-1141", *, kind="Line item", openings=189.1, words=(), jobs=3391, growth=4.9
):
    words = words or ("Bachelor's degree", "None", "None")
    title = "      Registered nurses"
    later = 3557.1 if jobs != "—" else "—"
    return [title, code, kind, jobs, later, 2, 2, 166.1, growth, 0.5, openings, 93600, *words, "—"]


def test_the_state_gives_ten_years_of_openings_and_growth_as_a_share(state):
    soc("29-1141")

    state(NURSES)

    figure = OccupationFigure.objects.get()
    assert (figure.area.slug, figure.kind, figure.period) == ("california", "projection", "2023–33")
    assert (figure.jobs, figure.jobs_through) == (321400, 355200)
    assert (figure.growth, figure.openings) == (Decimal("10.5"), 20779)
    assert figure.source == (
        "California Employment Development Department, occupational projections 2023-2033"
    )


def test_sums_over_occupations_are_left_out(state):
    soc("29-1141")

    done = state([1, "00-0000", "Total", 9, 9, 0, 0, 1, 1, 9], [3, "29-1000", "Sum", 9, 9], NURSES)

    assert outcomes(done) == {"accepted": 1, "skipped": 2}


def test_what_the_state_does_not_give_is_empty(state):
    soc("29-1141")

    state([4, "29-1141", "Registered Nurses", "N/A", 355200, 0, "N/A", 1, 1, "N/A"])

    figure = OccupationFigure.objects.get()
    assert (figure.jobs, figure.growth, figure.openings) == (None, None, None)


def test_an_occupation_projected_only_jointly_says_as_what(state):
    soc("29-2011")

    state(
        [4, "29-2010", "Clinical Laboratory Technologists", 29400, 32600, 3200, 0.109, 1, 1, 22810]
    )

    figure = OccupationFigure.objects.get()
    assert (figure.priced_as.code, figure.openings) == ("29-2010", 2281)


@pytest.mark.parametrize("about", [["San Diego-Chula Vista-Carlsbad MSA"], []])
def test_projections_of_a_county_do_not_pass_for_the_states(state, about):
    soc("29-1141")

    with pytest.raises(Refused, match="must say “Statewide”"):
        state(NURSES, titles=[about] if about else [])


def test_the_nation_counts_in_thousands(nation):
    soc("29-1141")

    nation(national_line())

    figure = OccupationFigure.objects.get()
    assert (figure.area.slug, figure.period) == ("united-states", "2024–34")
    assert (figure.jobs, figure.jobs_through, figure.openings) == (3391000, 3557100, 189100)
    assert figure.growth == Decimal("4.9")


def test_a_dash_of_the_nation_is_empty(nation):
    soc("29-1141")

    nation(national_line(jobs="—", openings="—", growth="—"))

    figure = OccupationFigure.objects.get()
    assert (figure.jobs, figure.jobs_through, figure.openings, figure.growth) == (None,) * 4


def test_what_it_takes_to_enter_goes_to_every_occupation_of_a_joint_row(nation):
    soc("29-2011")
    soc("29-2012")

    nation(
        national_line(
            "29-2010",
            words=("Postsecondary nondegree award", "Less than 5 years", "Apprenticeship"),
        )
    )

    assert set(Occupation.objects.values_list("entry_education", "experience", "training")) == {
        (EntryEducation.POSTSECONDARY_AWARD, "under_five", "apprenticeship")
    }


@pytest.mark.parametrize(
    ("published", "on_file"),
    [
        pytest.param("None", ("none", "none"), id="none is published"),
        pytest.param("—", (None, None), id="a dash publishes nothing"),
    ],
)
def test_none_is_a_value_and_a_dash_is_not_on_file(nation, published, on_file):
    soc("29-1141")

    nation(national_line(words=("Bachelor's degree", published, published)))

    row = Occupation.objects.get()
    assert (row.experience, row.training) == on_file


def test_the_source_of_an_occupation_names_each_of_its_files_once(nation):
    row = soc(
        "29-1141", source="O*NET 29.3, used under CC BY 4.0", source_url="https://onet.example"
    )

    first = nation(national_line())
    second = nation(national_line())

    row.refresh_from_db()
    assert row.source == (
        "O*NET 29.3, used under CC BY 4.0; entry education by the Bureau of Labor Statistics, "
        "projections 2024-34"
    )
    assert row.source_url == "https://onet.example"
    assert counts(first, "occupations") == (0, 1, 0, 0, 0)
    assert counts(second, "occupations") == (0, 0, 1, 0, 0)


def test_words_that_nobody_knows_are_rejected(nation):
    soc("29-1141")
    told = []

    nation(national_line(words=("A new kind of degree", "None", "None")), told=told)

    assert [row.reason for row in told] == [
        "Column “Typical education needed for entry”, “A new kind of degree”: "
        "This is none of the agency’s words known so far."
    ]


def test_the_day_must_be_told(nation):
    soc("29-1141")

    with pytest.raises(Refused, match="--as-of 2026-06-17"):
        nation(national_line(), as_of=None)
