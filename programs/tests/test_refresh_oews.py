"""Jobs and pay from the wage survey's own tables: what was not published is never zero."""

from datetime import date
from decimal import Decimal

import pytest

from programs.enums import AreaKind
from programs.models import Code, OccupationFigure
from programs.row_files import Refused
from programs.tests.factories import AreaFactory, CodeFactory, OccupationFactory
from programs.tests.official_files import counts, outcomes, run, workbook

pytestmark = pytest.mark.django_db

# As the tables of May have them, in their order.
HEADER_COLUMNS = """
    AREA AREA_TITLE AREA_TYPE PRIM_STATE NAICS NAICS_TITLE I_GROUP OWN_CODE OCC_CODE OCC_TITLE
    O_GROUP TOT_EMP EMP_PRSE JOBS_1000 LOC_QUOTIENT PCT_TOTAL PCT_RPT H_MEAN A_MEAN MEAN_PRSE
    H_PCT10 H_PCT25 H_MEDIAN H_PCT75 H_PCT90 A_PCT10 A_PCT25 A_MEDIAN A_PCT75 A_PCT90 ANNUAL
    HOURLY
"""
HEADER = HEADER_COLUMNS.split()
HOURLY = [20.5, 25, 30, 40, 50.25]
ANNUAL = [42640, 52000, 62400, 83200, 104520]


def line(
    code, title, *, area="41740", group="detailed", jobs=1000, hourly=HOURLY, annual=ANNUAL, **more
):
    named = {
        "AREA": area,
        "AREA_TITLE": "San Diego-Chula Vista-Carlsbad, CA",
        "NAICS": "000000",
        "OCC_CODE": code,
        "OCC_TITLE": title,
        "O_GROUP": group,
        "TOT_EMP": jobs,
    }
    places = ("PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
    named |= {f"H_{place}": value for place, value in zip(places, hourly, strict=True)}
    named |= {f"A_{place}": value for place, value in zip(places, annual, strict=True)}
    named |= more
    return [named.get(name) for name in HEADER]


@pytest.fixture
def nursing():
    return OccupationFactory(code=CodeFactory(scheme="soc", code="29-1141"))


@pytest.fixture
def county():
    return AreaFactory(survey_code="41740")


@pytest.fixture
def survey(tmp_path, county, nursing):
    """Runs the source over a table of these lines."""

    def survey(*lines, name="MSA_M2025_dl.xlsx", **how):
        return run("oews", workbook(tmp_path / name, HEADER, *lines), **{"as_of": None, **how})

    return survey


def test_a_row_becomes_jobs_and_pay_of_the_year_in_the_files_name(survey, nursing, county):
    survey(line("29-1141", "Registered Nurses"))

    figure = OccupationFigure.objects.get()
    assert (figure.occupation, figure.area, figure.kind, figure.year) == (
        nursing,
        county,
        "survey",
        2025,
    )
    assert (figure.jobs, figure.hourly_p10, figure.hourly_p50, figure.annual_p90) == (
        1000,
        Decimal("20.5"),
        30,
        104520,
    )
    assert (figure.source, figure.source_url, figure.as_of) == (
        "Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2025",
        "https://www.bls.gov/oes/",
        date(2025, 5, 31),
    )


@pytest.mark.parametrize("area", ["41740", 41740, "0041740"])
def test_an_area_is_known_however_its_code_is_written(survey, area):
    assert outcomes(survey(line("29-1141", "Registered Nurses", area=area))) == {"accepted": 1}


@pytest.mark.parametrize(("on_file", "area"), [("06", 6), ("06", "06"), ("99", 99)])
def test_state_and_nation_are_areas_too(survey, on_file, area):
    AreaFactory(survey_code=on_file, kind=AreaKind.STATE, county=None)

    assert outcomes(survey(line("29-1141", "Registered Nurses", area=area))) == {"accepted": 1}


def test_stars_are_not_published_and_never_zero(survey):
    survey(line("29-1141", "Registered Nurses", jobs="**", hourly=["*"] * 5))

    figure = OccupationFigure.objects.get()
    assert (figure.jobs, figure.hourly_p10, figure.hourly_p50) == (None, None, None)
    assert (figure.annual_p10, figure.top_coded) == (42640, [])


def test_pay_above_the_highest_is_marked_and_has_no_number(survey):
    survey(
        line(
            "29-1141",
            "Registered Nurses",
            hourly=[20, 25, 30, "#", "#"],
            annual=[41600, 52000, 62400, 83200, "#"],
        )
    )

    figure = OccupationFigure.objects.get()
    assert (figure.hourly_p75, figure.annual_p75, figure.annual_p90) == (None, 83200, None)
    assert figure.top_coded == [75, 90]


def test_a_row_of_nothing_published_is_skipped(survey):
    done = survey(line("29-1141", "Nurses", jobs="**", hourly=["*"] * 5, annual=["*"] * 5))

    assert outcomes(done) == {"skipped": 1}
    assert OccupationFigure.objects.count() == 0


def test_rows_that_are_none_of_ours_are_counted_by_reason(survey):
    told = []
    done = survey(
        line("29-1141", "Registered Nurses"),
        line("29-1141", "Registered Nurses", area="10180"),
        line("29-0000", "Healthcare Practitioners", group="major"),
        line("29-1141", "Registered Nurses", NAICS="622000"),
        line("11-1011", "Chief Executives"),
        told=told,
    )

    assert done.read == 5
    assert done.left_out == {
        "Another area.": 1,
        "Not at the finest level: a sum over occupations.": 1,
        "One industry only; figures are for all industries.": 1,
        "An occupation that is not on file.": 1,
    }
    assert told == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"jobs": "many"}, "Column “TOT_EMP”, “many”: Enter a number."),
        ({"jobs": "#N/A"}, "Column “TOT_EMP” holds the spreadsheet’s error #N/A."),
        ({"hourly": [20, 25, 24, 40, 50]}, "A higher percentile is paid less than a lower one."),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_its_reason(survey, wrong, why):
    told = []

    survey(line("29-1141", "Registered Nurses", **wrong), told=told)

    assert [(row.line, row.outcome, row.reason) for row in told] == [(2, "rejected", why)]
    assert OccupationFigure.objects.count() == 0


@pytest.mark.parametrize(
    ("broader", "parts"),
    [("29-2010", ["29-2011", "29-2012"]), ("21-1018", ["21-1011", "21-1014"])],
)
def test_an_occupation_published_only_jointly_says_as_what(survey, broader, parts):
    for part in parts:
        OccupationFactory(code=CodeFactory(scheme="soc", code=part))

    done = survey(line(broader, "Several together", jobs=2740))

    code = Code.objects.get(code=broader)
    assert (code.title, code.code_set.version) == ("Several together", "2018")
    assert list(
        OccupationFigure.objects.order_by("occupation__code__code").values_list(
            "occupation__code__code", "priced_as", "jobs"
        )
    ) == [(part, code.pk, 2740) for part in parts]
    assert counts(done, "figures") == (2, 0, 0, 0, 0)


def test_an_occupation_with_a_row_of_its_own_is_not_priced_by_a_broader_one(survey):
    own = OccupationFactory(code=CodeFactory(scheme="soc", code="29-2011"))
    OccupationFactory(code=CodeFactory(scheme="soc", code="29-2012"))

    survey(line("29-2011", "Technologists", jobs=5), line("29-2010", "Both", jobs=9))

    figures = {figure.occupation.code.code: figure for figure in OccupationFigure.objects.all()}
    assert (figures["29-2011"].occupation, figures["29-2011"].jobs) == (own, 5)
    assert figures["29-2011"].priced_as is None
    assert figures["29-2012"].priced_as.code == "29-2010"


def test_a_new_year_stands_beside_the_old_one(survey):
    survey(line("29-1141", "Registered Nurses"))
    survey(line("29-1141", "Registered Nurses", jobs=1100), name="MSA_M2026_dl.xlsx")

    assert list(OccupationFigure.objects.order_by("year").values_list("year", "jobs")) == [
        (2025, 1000),
        (2026, 1100),
    ]


def test_the_year_must_be_told_where_the_name_does_not(survey):
    with pytest.raises(Refused, match="does not say its year. Add it: --year 2025."):
        survey(line("29-1141", "Registered Nurses"), name="oews.xlsx")

    survey(line("29-1141", "Registered Nurses"), name="oews.xlsx", year=2024)
    assert OccupationFigure.objects.get().year == 2024


def test_a_table_without_a_column_is_refused_by_its_name(tmp_path, county, nursing):
    header = [name for name in HEADER if name != "H_MEDIAN"]

    with pytest.raises(Refused, match="lacks: “H_MEDIAN”. Its columns are: AREA, AREA_TITLE"):
        run("oews", workbook(tmp_path / "MSA_M2025_dl.xlsx", header))


def test_without_areas_on_file_the_analyst_is_told_to_load_the_region(tmp_path):
    OccupationFactory()

    with pytest.raises(Refused, match="no labor market areas on file. Load the region first"):
        run("oews", workbook(tmp_path / "MSA_M2025_dl.xlsx", HEADER))
