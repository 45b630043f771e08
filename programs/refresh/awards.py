"""Awards that colleges gave: a table of the Chancellor's Office Data Mart, one column a year."""

import re
from datetime import date

from django import forms

from pathways_portal.common import academic_year
from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.code_editions import code_ids
from programs.enums import AwardLevel, Scheme
from programs.models import AwardCount, Code
from programs.refresh.codes import add_codes
from programs.refresh.colleges import ANOTHER_COLLEGE, Colleges, ask_for_college
from programs.refresh.fields import NumberField
from programs.refresh.source import Source, on_file

YEARS = "awards"
# The data end with the academic year, on the last day of June.
LAST_DAY = (6, 30)


class AwardsRow(RowForm):
    """A college and a program code written behind its title, "Nursing-123010"; years are added."""

    college = forms.CharField()
    major = forms.CharField()

    def clean(self):
        values = super().clean()
        found = re.fullmatch(r"(.*\S)\s*-\s*(\d{6})", values.get("major", ""))
        if not found:
            self.add_error(
                "major", "This does not end in a program code, as “Nursing-123010” does."
            )
            return values
        college = self.source.colleges.find(values.get("college", ""))
        if not college:
            ask_for_college(self)
            return values
        counts = {
            name.partition(" ")[2]: count
            for name, count in values.items()
            if name.startswith(YEARS) and count is not None
        }
        if found[2] not in self.source.codes and not any(counts.values()):
            self.skip("No award in any year, in a code that is not on file.")
        return {
            "organization_id": college.pk,
            "title": found[1],
            "code": found[2],
            "counts": counts,
        }


class Awards(Source):
    name = "awards"
    file = (
        "Program awards by college and TOP code, Chancellor’s Office Data Mart, one column a year "
        "(.csv or .xlsx)"
    )
    published_at = "https://datamart.cccco.edu/Outcomes/Program_Awards.aspx"
    takes = {"as_of": "the last day of the data; June 30 of the newest year if left out"}
    tables = (AwardCount, Code)
    agency = "California Community Colleges Chancellor's Office Data Mart, program awards"
    address = "https://datamart.cccco.edu/"
    columns = (
        Column("college", ("College",), fills_down=True),
        Column("major", ("Major", "Program", "TOP Code")),
        Column(YEARS, ("{academic_year}", "Annual {academic_year}"), many=True),
    )

    def begin(self, table):
        super().begin(table)
        self.colleges, self.codes = Colleges(), code_ids(Scheme.TOP)
        on_file(colleges=self.colleges.rows)
        self.years = {
            name: academic_year.starting(int(digits[:4]))
            for name, digits in table.found.items()
            if name.startswith(YEARS)
        }
        fields = {
            f"{YEARS} {year}": NumberField(whole=True, min_value=0) for year in self.years.values()
        }
        self.form = type("AwardsOfYearsRow", (AwardsRow,), fields)

    def make_form(self, cells):
        named = {
            f"{YEARS} {self.years[name]}": text
            for name, text in cells.items()
            if name in self.years
        }
        return super().make_form({**cells, **named})

    @property
    def as_of(self):
        newest = max(self.years.values())
        return self.options.as_of or date(int(newest[:4]) + 1, *LAST_DAY)

    def elsewhere(self, cells):
        return ANOTHER_COLLEGE if self.colleges.is_elsewhere(cells["college"]) else ""

    def key(self, values):
        return values["organization_id"], values["code"]

    def write(self, rows, writer):
        said = self.said()
        new = {row["code"]: (row["title"], None) for row in rows if row["code"] not in self.codes}
        tally = add_codes(Scheme.TOP, new, said, writer)
        codes = code_ids(Scheme.TOP)
        counts = [
            {
                "organization_id": row["organization_id"],
                "code_id": codes[row["code"]],
                "level": AwardLevel.ALL.value,
                "academic_year": year,
                "count": count,
                **said,
            }
            for row in rows
            if row["code"] in codes
            for year, count in row["counts"].items()
        ]
        key = ("organization_id", "code_id", "level", "academic_year")
        return [tally, writer.write("awards", AwardCount, key, counts)]
