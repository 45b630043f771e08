"""Jobs and pay: tables of the Occupational Employment and Wage Statistics (OEWS)."""

from datetime import date

from django import forms

from pathways_portal.common.layouts import Column
from pathways_portal.common.pay_row import ANNUAL, HOURLY, PERCENTILES
from pathways_portal.common.row_import import RowForm
from programs.enums import FigureKind
from programs.models import Area, Code, OccupationFigure
from programs.refresh.fields import TOP, NumberField, soc_field
from programs.refresh.occupations import PricedAs
from programs.refresh.source import Source, on_file

# The survey's own word for rows at the finest level that it publishes.
DETAILED = "detailed"
ALL_INDUSTRIES = "000000"
# National, state and area files are named national_M2025_dl.xlsx and so on.
FILE_NAME = r"_M(\d{4})_|May[ _-]?(\d{4})"


class OewsRow(RowForm):
    """One occupation in one area. A star is "not published", # "above the highest pay"."""

    area = forms.CharField()
    code = soc_field()
    title = forms.CharField(max_length=200)
    jobs = NumberField(whole=True, min_value=0)
    hourly_p10, hourly_p25, hourly_p50, hourly_p75, hourly_p90 = (
        NumberField(top_code=True, max_digits=6, decimal_places=2, min_value=0) for _ in PERCENTILES
    )
    annual_p10, annual_p25, annual_p50, annual_p75, annual_p90 = (
        NumberField(top_code=True, whole=True, min_value=0) for _ in PERCENTILES
    )

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        values["top_coded"] = sorted(
            percentile
            for percentile, names in zip(PERCENTILES, zip(HOURLY, ANNUAL, strict=True), strict=True)
            if TOP in (values[name] for name in names)
        )
        for name in (*HOURLY, *ANNUAL):
            values[name] = None if values[name] == TOP else values[name]
        for names in (HOURLY, ANNUAL):
            paid = [values[name] for name in names if values[name] is not None]
            if paid != sorted(paid):
                self.add_error(None, "A higher percentile is paid less than a lower one.")
        published = ("jobs", "top_coded", *HOURLY, *ANNUAL)
        if all(values[name] in (None, []) for name in published):
            self.skip("Neither jobs nor pay were published.")
        return values


class Oews(Source):
    name = "oews"
    file = (
        "Occupational Employment and Wage Statistics, Bureau of Labor Statistics: national, state "
        "or metropolitan table (.xlsx)"
    )
    published_at = "https://www.bls.gov/oes/tables.htm"
    takes = {"year": "of the survey (May); not needed if the file is named …_M2025_dl.xlsx"}
    tables = (OccupationFigure, Code)
    agency = "Bureau of Labor Statistics, Occupational Employment and Wage Statistics"
    address = "https://www.bls.gov/oes/"
    form = OewsRow
    columns = (
        Column("area", ("AREA",)),
        Column("code", ("OCC_CODE",)),
        Column("title", ("OCC_TITLE",)),
        Column("level", ("O_GROUP", "OCC_GROUP")),
        Column("industry", ("NAICS",), needed=False),
        Column("jobs", ("TOT_EMP",)),
        *(Column(f"hourly_p{n}", (f"H_PCT{n}",)) for n in (10, 25)),
        Column("hourly_p50", ("H_MEDIAN",)),
        *(Column(f"hourly_p{n}", (f"H_PCT{n}",)) for n in (75, 90)),
        *(Column(f"annual_p{n}", (f"A_PCT{n}",)) for n in (10, 25)),
        Column("annual_p50", ("A_MEDIAN",)),
        *(Column(f"annual_p{n}", (f"A_PCT{n}",)) for n in (75, 90)),
    )

    def begin(self, table):
        super().begin(table)
        coded = Area.objects.exclude(survey_code=None).values_list("survey_code", "pk")
        # The survey writes 41740, 0041740 or 6 for one area, as file and program go.
        self.areas = {int(code): pk for code, pk in coded}
        self.priced = PricedAs()
        on_file(labor_market_areas=self.areas, occupations=self.priced.occupations)
        self.year = self.year_of(FILE_NAME)

    @property
    def as_of(self):
        return self.options.as_of or date(self.year, 5, 31)

    @property
    def edition(self):
        return f", May {self.year}"

    def elsewhere(self, cells):
        area = cells["area"]
        if not area.isdigit() or int(area) not in self.areas:
            return "Another area."
        if cells["level"].casefold() != DETAILED:
            return "Not at the finest level: a sum over occupations."
        if cells.get("industry", "").strip("0"):
            return "One industry only; figures are for all industries."
        if not self.priced.speaks_of_any(cells["code"]):
            return "An occupation that is not on file."
        return ""

    def key(self, values):
        return int(values["area"]), values["code"]

    def write(self, rows, writer):
        said = self.said()
        rows = [row | {"area": self.areas[int(row["area"])]} for row in rows]
        codes, tally = self.priced.broader_ids(rows, said, writer)
        figures = [
            {
                "occupation_id": self.priced.occupations[code],
                "area_id": row["area"],
                "kind": FigureKind.SURVEY.value,
                "year": self.year,
                "priced_as_id": codes[broader] if broader else None,
                **{name: row[name] for name in ("jobs", *HOURLY, *ANNUAL, "top_coded")},
                **said,
            }
            for code, row, broader in self.priced.figures(rows)
        ]
        key = ("occupation_id", "area_id", "kind", "year")
        return [tally, writer.write("figures", OccupationFigure, key, figures)]
