"""Growth and openings: occupational projections of the state and of the nation."""

from decimal import ROUND_HALF_UP, Decimal

from django import forms

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.enums import AreaKind, EntryEducation, Experience, FigureKind, Training
from programs.models import Area, Code, Occupation, OccupationFigure
from programs.refresh.fields import NumberField, SharePercentField, soc_field
from programs.refresh.occupations import PricedAs
from programs.refresh.provenance import is_newer_on_file, with_part
from programs.refresh.source import Source, on_file
from programs.row_files import Refused

TENTH = Decimal("0.1")
PUBLISHED = "the day it was published"


class Projections(Source):
    """What both tables share: each row one occupation, from a first year to a last one."""

    takes = {"as_of": PUBLISHED}
    tables = (OccupationFigure, Code, Occupation)
    area_kind = ""

    def begin(self, table):
        super().begin(table)
        self.priced = PricedAs()
        self.area = Area.objects.filter(kind=self.area_kind).first()
        on_file(labor_market_areas=self.area, occupations=self.priced.occupations)
        self.year, self.through_year = (int(table.found[name]) for name in ("jobs", "jobs_through"))
        if self.through_year <= self.year:
            raise Refused(f"The columns are of {self.year} and {self.through_year}: no projection.")

    def key(self, values):
        return values["code"]

    def write(self, rows, writer):
        said = self.said()
        rows = [row | {"area": self.area.pk} for row in rows]
        codes, tally = self.priced.broader_ids(rows, said, writer)
        priced = list(self.priced.figures(rows))
        figures = [
            {
                "occupation_id": self.priced.occupations[code],
                "area_id": self.area.pk,
                "kind": FigureKind.PROJECTION.value,
                "year": self.year,
                "through_year": self.through_year,
                "priced_as_id": codes[broader] if broader else None,
                "jobs": row["jobs"],
                "jobs_through": row["jobs_through"],
                "growth": row["growth"] and row["growth"].quantize(TENTH, ROUND_HALF_UP),
                "openings": self.openings(row),
                **said,
            }
            for code, row, broader in priced
        ]
        key = ("occupation_id", "area_id", "kind", "year")
        return [
            tally,
            writer.write("figures", OccupationFigure, key, figures),
            *self.write_occupations(priced, writer),
        ]

    def openings(self, row):
        """Openings in an average year."""
        return row["openings"]

    def write_occupations(self, priced, writer):
        return []


class StateRow(RowForm):
    code = soc_field()
    title = forms.CharField(max_length=200)
    jobs = NumberField(whole=True, min_value=0)
    jobs_through = NumberField(whole=True, min_value=0)
    growth = SharePercentField()
    openings = NumberField(whole=True, min_value=0)


class StateProjections(Projections):
    name = "projections-state"
    file = (
        "Long-term occupational employment projections of the state, California Employment "
        "Development Department (.xlsx, sheet Occupational)"
    )
    published_at = "https://labormarketinfo.edd.ca.gov/data/employment-projections.html"
    address = published_at
    agency = "California Employment Development Department, occupational projections"
    area_kind = AreaKind.STATE
    form = StateRow
    columns = (
        Column("level", ("SOC Level",)),
        Column("code", ("SOC Code",)),
        Column("title", ("Occupational Title",)),
        Column("jobs", ("Base Year Employment Estimate {year}",)),
        Column("jobs_through", ("Projected Year Employment Estimate {year}",)),
        Column("growth", ("Percentage Change {year}{year}",)),
        Column("openings", ("Total Job Openings",)),
    )
    # Of four levels of the classification.
    DETAILED = "4"

    def begin(self, table):
        super().begin(table)
        # The same table is published for counties; its openings must not pass for the state's.
        if not any("statewide" in text.casefold() for text in table.above):
            about = "; ".join(table.above) or "nothing"
            raise Refused(
                "The lines above the table must say “Statewide”: only the state’s projections are "
                f"taken. They say: {about}."
            )

    @property
    def edition(self):
        return f" {self.year}-{self.through_year}"

    def elsewhere(self, cells):
        if cells["level"] != self.DETAILED:
            return "Not at the finest level: a sum over occupations."
        if not self.priced.speaks_of_any(cells["code"]):
            return "An occupation that is not on file."
        return ""

    def openings(self, row):
        """The table gives the openings of all years together."""
        if row["openings"] is None:
            return None
        years = self.through_year - self.year
        return int((Decimal(row["openings"]) / years).to_integral_value(ROUND_HALF_UP))


# Words of the Bureau of Labor Statistics, with the dash left out that the state writes in one.
EDUCATION = {
    label.casefold().replace("-", ""): value
    for value, label in (
        (EntryEducation.NONE, "No formal educational credential"),
        (EntryEducation.HIGH_SCHOOL, "High school diploma or equivalent"),
        (EntryEducation.SOME_COLLEGE, "Some college, no degree"),
        (EntryEducation.POSTSECONDARY_AWARD, "Postsecondary nondegree award"),
        (EntryEducation.ASSOCIATE, "Associate's degree"),
        (EntryEducation.BACHELOR, "Bachelor's degree"),
        (EntryEducation.MASTER, "Master's degree"),
        (EntryEducation.DOCTORAL, "Doctoral or professional degree"),
    )
}
EXPERIENCE = {
    "none": Experience.NONE,
    "less than 5 years": Experience.UNDER_FIVE,
    "5 years or more": Experience.FIVE_OR_MORE,
}
TRAINING = {
    "none": Training.NONE,
    "shortterm onthejob training": Training.SHORT,
    "moderateterm onthejob training": Training.MODERATE,
    "longterm onthejob training": Training.LONG,
    "apprenticeship": Training.APPRENTICESHIP,
    "internship/residency": Training.RESIDENCY,
}
NOT_GIVEN = ("—", "–", "-", "N/A", "")


class WordsField(forms.CharField):
    """One of an agency's fixed words, given as our value; None where the agency gives none."""

    def __init__(self, words, **kwargs):
        self.words = words
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if text in NOT_GIVEN:
            return None
        word = text.casefold().replace("-", "").replace("’", "'")
        if word not in self.words:
            raise forms.ValidationError("This is none of the agency’s words known so far.")
        value = self.words[word]
        return value if value is None else value.value


class NationalRow(RowForm):
    code = soc_field()
    title = forms.CharField(max_length=200)
    jobs = NumberField(times=1000, whole=True, min_value=0)
    jobs_through = NumberField(times=1000, whole=True, min_value=0)
    growth = NumberField()
    openings = NumberField(times=1000, whole=True, min_value=0)
    education = WordsField(EDUCATION)
    experience = WordsField(EXPERIENCE)
    training = WordsField(TRAINING)


class NationalProjections(Projections):
    name = "projections-national"
    file = (
        "Employment projections, Table 1.2 Occupational projections and worker characteristics, "
        "Bureau of Labor Statistics (occupation.xlsx)"
    )
    published_at = "https://www.bls.gov/emp/tables.htm"
    address = "https://www.bls.gov/emp/"
    agency = "Bureau of Labor Statistics, employment projections"
    area_kind = AreaKind.NATION
    form = NationalRow
    columns = (
        Column("title", ("{year} National Employment Matrix title",)),
        Column("code", ("{year} National Employment Matrix code",)),
        Column("type", ("Occupation type",)),
        Column("jobs", ("Employment, {year}",)),
        Column("jobs_through", ("Employment, {year}",)),
        Column("growth", ("Employment change, percent, {academic_year}",)),
        Column("openings", ("Occupational openings, {academic_year} annual average",)),
        Column("education", ("Typical education needed for entry",)),
        Column("experience", ("Work experience in a related occupation",)),
        Column(
            "training",
            ("Typical on-the-job training needed to attain competency in the occupation",),
        ),
    )
    DETAILED = "line item"

    @property
    def edition(self):
        return f" {self.year}-{self.through_year}"

    def elsewhere(self, cells):
        if cells["type"].casefold() != self.DETAILED:
            return "Not at the finest level: a sum over occupations."
        if not self.priced.speaks_of_any(cells["code"]):
            return "An occupation that is not on file."
        return ""

    def write_occupations(self, priced, writer):
        """What it takes to enter an occupation; those of a broader code share what it says."""
        said = self.said()
        begins = "entry education by"
        part = f"{begins} the {self.agency.replace('employment ', '')}"
        part = f"{part} {self.year}-{self.through_year % 100:02d}"
        there = {row.pk: row for row in Occupation.objects.all()}
        rows = [
            {
                "id": pk,
                "entry_education": row["education"],
                "experience": row["experience"],
                "training": row["training"],
                **with_part(there[pk], part, begins=begins, said=said),
            }
            for code, row, _broader in priced
            for pk in [self.priced.occupations[code]]
        ]
        newer = {pk for pk, row in there.items() if is_newer_on_file(row, part, begins=begins)}
        return [writer.write("occupations", Occupation, ("id",), rows, composite=True, newer=newer)]
