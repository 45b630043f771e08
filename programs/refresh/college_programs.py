"""Programs of colleges: the export of the Chancellor's Office Curriculum Inventory (COCI)."""

import re
from decimal import Decimal

from django import forms

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs import award_words
from programs.code_editions import code_ids
from programs.enums import DEGREES, Availability, Award, Scheme
from programs.models import (
    Code,
    Credential,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramCredential,
    ProgramOccupation,
    SectorCode,
)
from programs.refresh import derived
from programs.refresh.codes import add_codes
from programs.refresh.colleges import ANOTHER_COLLEGE, Colleges, ask_for_college
from programs.refresh.source import Source, on_file
from programs.slugs import first_free, slug_base

STATUSES = {
    "active": Availability.OFFERED,
    "approved": Availability.APPROVED,
    "inactive": Availability.INACTIVE,
    "draft": Availability.DRAFT,
    "active - teachout only": Availability.TEACH_OUT,
}
CONTROL_DIGITS = 5


class ProgramRow(RowForm):
    """One program. TOP is written "0949.00* Title" (* career education), CIP "47.0603 Title."."""

    college = forms.CharField()
    control_number = forms.CharField(max_length=12)
    title = forms.CharField(max_length=160)
    top = forms.CharField()
    cip = forms.CharField(required=False)
    award_text = forms.CharField(max_length=160)
    certificate_units = forms.CharField(required=False)
    major_units = forms.CharField(required=False)
    status = forms.CharField()

    def clean_control_number(self):
        number = self.cleaned_data["control_number"]
        return number.zfill(CONTROL_DIGITS) if number.isdigit() else number

    def clean_top(self):
        found = re.fullmatch(r"(\d{4})\.(\d{2})(\*?)\s*(.*)", self.cleaned_data["top"])
        if not found:
            raise forms.ValidationError("This does not begin with a TOP code such as 1230.10.")
        return found[1] + found[2], found[4] or found[1], bool(found[3])

    def clean_cip(self):
        text = self.cleaned_data["cip"]
        found = re.fullmatch(r"(\d\d\.\d{4})\s*(.*?)\.?", text)
        if text and not found:
            raise forms.ValidationError("This does not begin with a CIP code such as 51.3801.")
        return (found[1], found[2] or found[1]) if found else None

    def clean_award_text(self):
        return re.sub(r"\s+", " ", self.cleaned_data["award_text"])

    def clean_certificate_units(self):
        return unit_range(self.cleaned_data["certificate_units"])

    def clean_major_units(self):
        return unit_range(self.cleaned_data["major_units"])

    def clean_status(self):
        status = STATUSES.get(re.sub(r"\s+", " ", self.cleaned_data["status"]).casefold())
        if not status:
            raise forms.ValidationError("This is none of the states of a program known so far.")
        return status.value

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        college = self.source.colleges.find(values.pop("college"))
        if not college:
            ask_for_college(self)
            return values
        certificate, major = values.pop("certificate_units"), values.pop("major_units")
        words = values["award_text"]
        award = award_words.group(words, certificate and certificate[0])
        if award is None:
            self.send_to_review(
                "Whether this is a degree, a long or a short certificate is not clear from its "
                "words and units.",
                "award_text",
            )
            return values
        units = major if award in DEGREES else certificate
        units = None if award == Award.NONCREDIT else units
        return values | {
            "organization_id": college.pk,
            "award": award.value,
            "units_min": units and units[0],
            "units_max": units and units[1],
            "segment": (Segment.NONCREDIT if award == Award.NONCREDIT else Segment.COLLEGE).value,
        }


def unit_range(text):
    """(fewest, most) of "27.00-27.00/31.00-31.00": its first range; None if blank or zero.

    The second one counts electives in.
    """
    found = re.match(r"\s*(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)", text)
    if text and not found:
        raise forms.ValidationError("This is not a range of units such as 27.00-31.00.")
    if not found or not Decimal(found[2]):
        return None
    low, high = (Decimal(part).quantize(Decimal("0.1")) for part in found.groups())
    if low > high:
        raise forms.ValidationError("The fewest units are more than the most.")
    return low, high


class CollegePrograms(Source):
    name = "programs"
    file = (
        "Program inventory of the colleges (COCI), Chancellor’s Office, export of programs (.csv)"
    )
    published_at = "https://coci2.ccctechcenter.org/programs"
    address = published_at
    takes = {"as_of": "the day of the export"}
    tables = (Program, ProgramCode, ProgramCredential, Code, PathwayProgram, ProgramOccupation)
    agency = "State college program inventory (COCI), Chancellor's Office"
    form = ProgramRow
    columns = (
        Column("college", ("COLLEGE",)),
        Column("control_number", ("CONTROL NUMBER",)),
        Column("title", ("TITLE",)),
        Column("top", ("TOP CODE",)),
        Column("cip", ("CIP CODE",)),
        Column("award_text", ("AWARD",)),
        Column("certificate_units", ("CERT UNITS", "CERTIFICATE UNITS")),
        Column("major_units", ("MAJOR UNITS",)),
        Column("status", ("STATUS",)),
    )

    def begin(self, table):
        super().begin(table)
        self.colleges = Colleges()
        on_file(colleges=self.colleges.rows)

    def elsewhere(self, cells):
        return ANOTHER_COLLEGE if self.colleges.is_elsewhere(cells["college"]) else ""

    def key(self, values):
        return values["organization_id"], values["control_number"]

    def write(self, rows, writer):
        said = self.said()
        tallies = [
            add_codes(Scheme.TOP, {row["top"][0]: row["top"][1:] for row in rows}, said, writer),
            add_codes(
                Scheme.CIP,
                {row["cip"][0]: (row["cip"][1], None) for row in rows if row["cip"]},
                said,
                writer,
            ),
        ]
        before = self.on_file()
        tallies.append(self.write_programs(rows, before, said, writer))
        there = self.on_file()
        tops, cips = code_ids(Scheme.TOP), code_ids(Scheme.CIP)
        rows = [row for row in rows if self.key(row) in there]
        tallies.append(self.write_codes(rows, there, tops | cips, said, writer))
        made = [there[self.key(row)] for row in rows if self.key(row) not in before]
        new = list(Program.objects.filter(pk__in=made))
        tallies.append(self.write_credentials(rows, there, writer))
        top_of = {there[self.key(row)]: tops.get(row["top"][0]) for row in rows}
        tallies.append(derived.write_pathways(writer, new, top_of))
        if writer.written:
            tallies.append(derived.write_occupations(writer, set(top_of)))
        return tallies

    def on_file(self):
        """{(college, control number): primary key}"""
        found = Program.objects.exclude(control_number="")
        return {
            (college, number): pk
            for college, number, pk in found.values_list("organization", "control_number", "pk")
        }

    def write_programs(self, rows, before, said, writer):
        taken = set(Program.objects.values_list("slug", flat=True))
        sectors = dict(
            SectorCode.objects.filter(code__code_set__scheme=Scheme.TOP).values_list(
                "code__code", "sector"
            )
        )
        fields = ("organization_id", "control_number", "title", "segment", "award", "award_text")
        fields += ("units_min", "units_max")
        programs = []
        for row in rows:
            slug = ""
            if self.key(row) not in before:
                college = self.colleges.rows[row["organization_id"]]
                slug = first_free(slug_base(title=row["title"], organization=college), taken)
            programs.append(
                {
                    **{name: row[name] for name in fields},
                    "availability": row["status"],
                    "slug": slug,
                    "sector_id": sectors.get(row["top"][0]),
                    "owner_id": row["organization_id"],
                    "status": EditingStatus.PUBLISHED.value,
                    **said,
                }
            )
        return writer.write(
            "programs",
            Program,
            ("organization_id", "control_number"),
            programs,
            only_new=("slug", "sector_id", "owner_id", "status"),
        )

    def write_codes(self, rows, there, codes, said, writer):
        source = {
            **said,
            "source": "Program codes in the Chancellor's Office Curriculum Inventory (COCI) export",
        }
        pairs = [
            {"program_id": there[self.key(row)], "code_id": codes[code[0]], **source}
            for row in rows
            for code in (row["top"], row["cip"])
            if code and code[0] in codes
        ]
        return writer.write(
            "program codes",
            ProgramCode,
            ("program_id", "code_id"),
            pairs,
            within=ProgramCode.objects.filter(code__code_set__scheme__in=[Scheme.TOP, Scheme.CIP]),
            group="program_id",
        )

    def write_credentials(self, rows, there, writer):
        """What a graduate holds, where the award's words name it."""
        on_file = dict(Credential.objects.values_list("title", "pk"))
        pairs = [
            {"program_id": there[self.key(row)], "credential_id": on_file[title]}
            for row in rows
            for title in [award_words.credential(row["award_text"])]
            if title in on_file
        ]
        return writer.write(
            "credentials of programs",
            ProgramCredential,
            ("program_id", "credential_id"),
            pairs,
            group="program_id",
        )
