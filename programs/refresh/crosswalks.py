"""Crosswalks between code systems: TOP to CIP, and CIP to SOC."""

import calendar
import re
from datetime import date

from django import forms

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.code_editions import code_ids
from programs.enums import Scheme
from programs.models import Code, Crosswalk, ProgramOccupation
from programs.refresh import derived
from programs.refresh.codes import add_codes
from programs.refresh.fields import soc_field
from programs.refresh.source import Source, on_file


class CrosswalkFile(Source):
    """What both share: pairs of codes; only those that start from a code in use here are taken."""

    tables = (Code, Crosswalk, ProgramOccupation)
    from_scheme = to_scheme = ""

    def begin(self, table):
        super().begin(table)
        self.codes = code_ids(self.from_scheme)
        on_file(**{f"{Scheme(self.from_scheme).label}_codes": self.codes})

    def key(self, values):
        return values["from_code"], values["to_code"]

    def write(self, rows, writer):
        said = self.said()
        titles = {row["to_code"]: (row["title"], None) for row in rows}
        added = add_codes(self.to_scheme, titles, said, writer)
        ends = code_ids(self.to_scheme)
        pairs = [
            {
                "from_code_id": self.codes[row["from_code"]],
                "to_code_id": ends[row["to_code"]],
                "note": row["note"],
                **said,
            }
            for row in rows
            if row["to_code"] in ends
        ]
        key = ("from_code_id", "to_code_id")
        tallies = [added, writer.write("crosswalk", Crosswalk, key, pairs)]
        if writer.written:
            tallies.append(derived.write_occupations(writer))
        return tallies


class TopField(forms.CharField):
    """A TOP code of six digits, also as the number that a spreadsheet made of it: 102.1, 1230.1."""

    def to_python(self, value):
        return top_code(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not re.fullmatch(r"\d{6}", value):
            raise forms.ValidationError("This is not a TOP code such as 1230.10.")


def top_code(text):
    """Six digits: "1230.10", "123010", and "102.1", whose outer zeros a spreadsheet lost."""
    if re.fullmatch(r"\d{6}", text):
        return text
    found = re.fullmatch(r"(\d{1,4})(?:\.(\d{1,2}))?", text)
    return f"{found[1]:0>4}{found[2] or '':0<2}" if found else text


class CipField(forms.CharField):
    """A CIP code with its point, also as the number that a spreadsheet made of it: 1.0102."""

    def to_python(self, value):
        return cip_code(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not re.fullmatch(r"\d\d\.\d{4}", value):
            raise forms.ValidationError("This is not a CIP code such as 51.3801.")


def cip_code(text):
    """ "01.0102" also of 1.0102, whose outer zeros a spreadsheet lost."""
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,4})", text)
    return f"{found[1]:0>2}.{found[2]:0<4}" if found else text


class TitleField(forms.CharField):
    """A title as we print it: publishers of CIP end theirs with a full stop."""

    def to_python(self, value):
        return super().to_python(value).rstrip(".")


class TopCipRow(RowForm):
    from_code = TopField()
    to_code = CipField()
    title = TitleField()
    note = forms.CharField(required=False, max_length=200)


class TopCip(CrosswalkFile):
    name = "top-cip"
    file = (
        "TOP to CIP crosswalk, prepared by WestEd for the Chancellor’s Office, reviewed by the "
        "Centers of Excellence (.xlsx)"
    )
    published_at = "https://coeccc.net/our-resources/"
    takes = {"as_of": "its edition; not needed where the lines above the table say “June 2020”"}
    address = "https://coeccc.net/"
    from_scheme, to_scheme = Scheme.TOP, Scheme.CIP
    form = TopCipRow
    columns = (
        Column("from_code", ("TOP Code",)),
        # The first of the two is a number without its point.
        Column("to_code", ("CIP Code (2)", "CIP Code 2020")),
        Column("title", ("CIP Title",)),
        Column("note", ("Change or Addition",), needed=False),
    )

    @property
    def as_of(self):
        """The last day of the month in the credit line, unless the analyst says otherwise."""
        months = [name for name in calendar.month_name if name]
        found = re.search(rf"({'|'.join(months)}) (\d{{4}})", " ".join(self.table.above))
        if self.options.as_of or not found:
            return super().as_of
        month, year = months.index(found[1]) + 1, int(found[2])
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def agency(self):
        return (
            f"TOP to CIP crosswalk of {self.as_of:%B %Y}, prepared by WestEd, reviewed by the "
            "Centers of Excellence"
        )

    def elsewhere(self, cells):
        code = top_code(cells["from_code"])
        if re.fullmatch(r"\d{6}", code) and code not in self.codes:
            return "Starts from a TOP code that nothing on file carries."
        return ""


class CipSocRow(RowForm):
    from_code = CipField()
    to_code = soc_field()
    title = forms.CharField()
    note = forms.CharField(required=False)


class CipSoc(CrosswalkFile):
    name = "cip-soc"
    file = (
        "CIP 2020 to SOC 2018 crosswalk, National Center for Education Statistics and Bureau of "
        "Labor Statistics (.xlsx, sheet CIP-SOC)"
    )
    published_at = "https://nces.ed.gov/ipeds/cipcode/post3.aspx?y=56"
    takes = {"as_of": "its edition; the end of 2020 if left out"}
    address = published_at
    agency = (
        "National Center for Education Statistics and Bureau of Labor Statistics, CIP 2020 to SOC "
        "2018 crosswalk"
    )
    from_scheme, to_scheme = Scheme.CIP, Scheme.SOC
    form = CipSocRow
    columns = (
        Column("from_code", ("CIP2020Code",)),
        Column("to_code", ("SOC2018Code",)),
        Column("title", ("SOC2018Title",)),
    )

    @property
    def as_of(self):
        return self.options.as_of or date(2020, 12, 31)

    def elsewhere(self, cells):
        code = cip_code(cells["from_code"])
        if re.fullmatch(r"\d\d\.\d{4}", code) and code not in self.codes:
            return "Starts from a CIP code that nothing on file carries."
        return ""
