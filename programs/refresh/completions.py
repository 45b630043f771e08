"""Students who completed: the IPEDS file of completers by award level (C2024_C).

Only the total of each level is read. The columns by sex, origin and age stay unread: this portal
does not divide figures by who the students are outside its releases.
"""

from datetime import date

from django import forms

from partners.models import Organization
from pathways_portal.common import academic_year
from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.enums import CompleterLevel
from programs.models import CompleterCount
from programs.refresh.fields import NumberField
from programs.refresh.source import Source, on_file

FILE_NAME = r"c(\d{4})_c"
LEVELS = {
    1: CompleterLevel.SHORT_BEFORE_2020,
    2: CompleterLevel.ONE_TO_FOUR_YEARS,
    3: CompleterLevel.ASSOCIATE,
    5: CompleterLevel.BACHELOR,
    7: CompleterLevel.MASTER,
    8: CompleterLevel.POSTBACCALAUREATE,
    9: CompleterLevel.DOCTORAL,
    11: CompleterLevel.UNDER_12_WEEKS,
    12: CompleterLevel.UNDER_1_YEAR,
}
# Flags of totals that the agency made up for a college that did not report (imputed).
IMPUTED = frozenset("JKLNP")


class CompleterRow(RowForm):
    college = forms.CharField()
    level = forms.IntegerField()
    students = NumberField(whole=True, min_value=0)
    flag = forms.CharField(required=False)

    def clean_level(self):
        level = LEVELS.get(self.cleaned_data["level"])
        if not level:
            raise forms.ValidationError("This is none of the award levels known so far.")
        return level.value

    def clean(self):
        values = super().clean()
        if values.get("students", 0) is None:
            self.skip("No total was published.")
        if values.pop("flag", "") in IMPUTED:
            self.send_to_review("The agency estimated this total; the college did not report it.")
        values["organization_id"] = self.source.colleges.get(values.pop("college", ""))
        return values


class Completions(Source):
    name = "completions"
    file = (
        "IPEDS Completions, number of students by award level (C2024_C.csv), National Center for "
        "Education Statistics; only totals are read"
    )
    published_at = "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx"
    takes = {"year": "in which the academic year ends; not needed if the file is named c2024_c"}
    tables = (CompleterCount,)
    address = "https://nces.ed.gov/ipeds/"
    form = CompleterRow
    columns = (
        Column("college", ("UNITID",)),
        Column("level", ("AWLEVELC",)),
        Column("students", ("CSTOTLT",)),
        Column("flag", ("XCSTOTLT",), needed=False),
    )

    def begin(self, table):
        super().begin(table)
        rows = Organization.objects.exclude(ipeds_id=None)
        self.colleges = dict(rows.values_list("ipeds_id", "pk"))
        on_file(colleges_with_an_IPEDS_number=self.colleges)
        self.year = self.year_of(FILE_NAME)

    @property
    def agency(self):
        return f"National Center for Education Statistics, IPEDS completers {self.year}"

    @property
    def as_of(self):
        return self.options.as_of or date(self.year, 6, 30)

    def elsewhere(self, cells):
        return "" if cells["college"] in self.colleges else "An institution that is not on file."

    def key(self, values):
        return values["organization_id"], values["level"]

    def write(self, rows, writer):
        said, year = self.said(), academic_year.starting(self.year - 1)
        counts = [row | {"academic_year": year, **said} for row in rows]
        key = ("organization_id", "level", "academic_year")
        return [writer.write("completers", CompleterCount, key, counts)]
