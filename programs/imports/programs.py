"""Lists of programs, as regions and colleges keep them: `manage.py import_programs`."""

from collections import defaultdict

from django import forms
from django.utils.translation import gettext as _

from partners.enums import Segment
from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import Outcome
from programs import award_words, search_documents
from programs.code_editions import code_ids
from programs.enums import Award, DocumentKind, OccupationBasis, Scheme
from programs.imports import cells, words
from programs.imports.base import Importer, ImportRow, in_chunks
from programs.imports.comparing import end
from programs.imports.lookups import Teachers, known
from programs.imports.programs_on_file import LABELS, ProgramsOnFile
from programs.models import (
    Credential,
    Occupation,
    Program,
    ProgramCode,
    ProgramCredential,
    ProgramOccupation,
    SectorCode,
)
from programs.slugs import first_free, slug_base

# Whose awards are those that the finder asks for; schools' certificates are their own.
_OF_COLLEGES = (Segment.COLLEGE, Segment.NONCREDIT)


class ProgramRow(ImportRow):
    organization = forms.CharField()
    title = forms.CharField(max_length=160)
    control_number = forms.CharField(max_length=12, required=False)
    top = forms.CharField(required=False)
    cip = forms.CharField(required=False)
    occupations = forms.CharField(required=False)
    award_text = forms.CharField(max_length=160, required=False)
    units = forms.CharField(required=False)
    segment = forms.CharField(required=False)
    approved = forms.CharField(required=False)

    def clean_organization(self):
        return self.importer.teachers.named(self.cleaned_data["organization"])

    def clean_control_number(self):
        return cells.control_number(self.cleaned_data["control_number"])

    def clean_top(self):
        return known(self.importer.tops, cells.top_code(self.cleaned_data["top"]), "TOP")

    def clean_cip(self):
        return known(self.importer.cips, cells.cip_code(self.cleaned_data["cip"]), "CIP")

    def clean_occupations(self):
        codes = cells.soc_codes(self.cleaned_data["occupations"])
        return [known(self.importer.occupations, code, "SOC") for code in codes]

    def clean_award_text(self):
        text = self.cleaned_data["award_text"]
        return "" if cells.is_empty(text) else award_words.spelled_out(text)

    def clean_units(self):
        return cells.units(self.cleaned_data["units"], decimals=1)

    def clean_segment(self):
        return words.choice(self.cleaned_data["segment"], Segment, words.SEGMENTS)

    def clean_approved(self):
        return cells.day(self.cleaned_data["approved"])

    def clean(self):
        values = super().clean()
        organization, text = values.get("organization"), values.get("award_text", "")
        if organization is None or {"segment", "units"} & set(self.errors):
            return values
        lowest = values["units"] and values["units"][0]
        award = award_words.group(text, lowest) if text else None
        segment = values["segment"] or self._segment(organization, award)
        if text and award is None and segment in _OF_COLLEGES:
            self.send_to_review(
                _(
                    "Whether this is a degree, a long or a short certificate is not clear from "
                    "its words and units."
                ),
                "award_text",
            )
        values["segment"] = segment
        values["award"] = award.value if award and segment in _OF_COLLEGES else None
        return values

    def _segment(self, organization, award):
        if award == Award.NONCREDIT and Segment.NONCREDIT in organization.segments:
            return Segment.NONCREDIT.value
        taught = [one for one in organization.segments if one != Segment.NONCREDIT]
        taught = taught or organization.segments
        if len(taught) == 1:
            return taught[0]
        names = ", ".join(str(Segment(one).label) for one in taught)
        self.send_to_review(
            _("%(organization)s teaches in several segments (%(names)s). Add which one is meant.")
            % {"organization": organization.name, "names": names or _("none on file")}
        )
        return None


class Programs(Importer):
    name = "import_programs"
    reads = "a list of programs"
    form = ProgramRow
    tables = (Program, ProgramCode, ProgramOccupation, ProgramCredential)
    columns = (
        Column(
            "organization",
            ("College", "Organization", "School", "College Name", "School Name", "Institution"),
            fills_down=True,
        ),
        Column("title", ("Program Title", "Title", "Program", "Program Name")),
        Column(
            "control_number",
            ("Control #", "Control Number", "Control No", "Program Control Number", "COCI #"),
            needed=False,
        ),
        Column("top", ("TOP", "TOP Code", "TOP6"), needed=False),
        Column("cip", ("CIP", "CIP Code"), needed=False),
        Column(
            "occupations",
            ("SOC (target job)", "SOC", "SOC Code", "SOC Codes", "Target job", "Occupations"),
            needed=False,
        ),
        Column("award_text", ("Award", "Type", "Award Type", "Degree", "Credential"), needed=False),
        Column("units", ("Units", "Total Units", "Unit", "Program Units"), needed=False),
        Column("segment", ("Segment", "Level", "System"), needed=False),
        Column("approved", ("Approved", "Approval Date", "Date Approved"), needed=False),
    )
    told = (
        "organization",
        "control_number",
        "title",
        "segment",
        "top",
        "cip",
        "occupations",
        "award_text",
        "units",
        "approved",
    )

    def begin(self):
        self.teachers = Teachers()
        self.tops, self.cips = code_ids(Scheme.TOP), code_ids(Scheme.CIP)
        self.occupations = {row.code.code: row for row in Occupation.objects.select_related("code")}
        self.by_number, self.by_title = {}, defaultdict(list)
        for program in Program.objects.order_by("pk"):
            if program.control_number:
                self.by_number[program.organization_id, program.control_number] = program
            self.by_title[program.organization_id, cells.letters(program.title)].append(program)
        self.sectors = dict(
            SectorCode.objects.filter(code__code_set__scheme=Scheme.TOP).values_list(
                "code__code", "sector"
            )
        )

    def key(self, values):
        own = values["control_number"] or (cells.letters(values["title"]), values["award"])
        return values["organization"].pk, own

    def take(self, rows):
        new, on_file = [], ProgramsOnFile(self, self.sectors)
        for several in in_chunks([row for row in rows if row.outcome == Outcome.ACCEPTED]):
            about = (self._on_file(row.values)[0] for row in several)
            on_file.load([program for program in about if program])
            for row in several:
                program, question = self._on_file(row.values)
                if question:
                    end(row, Outcome.REVIEW, question)
                elif program:
                    on_file.take(row, program)
                else:
                    row.reason = _("New, as a draft.")
                    new.append(row.values)
        on_file.write()
        self._write(new, on_file.filled)

    # On file

    def _on_file(self, values):
        """(the program that a row is about, a question where that is not clear)."""
        organization, number = values["organization"], values["control_number"]
        if number and (organization.pk, number) in self.by_number:
            return self.by_number[organization.pk, number], ""
        found = [
            one
            for one in self.by_title[organization.pk, cells.letters(values["title"])]
            if one.award == values["award"] and not (number and one.control_number)
        ]
        if len(found) > 1:
            names = "; ".join(f"{one} ({one.slug})" for one in found)
            return None, _("Several programs on file are called so: %s. Add the number.") % names
        return (found[0] if found else None), ""

    # New

    def _write(self, new, filled):
        taken = set(Program.objects.values_list("slug", flat=True))
        programs = self.make(Program, [self._program(values, taken) for values in new])
        pairs = list(zip(programs, new, strict=True))
        parts = [(program, values, LABELS) for program, values in pairs] + filled
        said = self.said()
        codes = [
            ProgramCode(program=program, code_id=ids[values[name]], **said)
            for program, values, names in parts
            for name, ids in (("top", self.tops), ("cip", self.cips))
            if name in names and values[name]
        ]
        self.make(ProgramCode, codes)
        occupations = [
            ProgramOccupation(
                program=program,
                occupation=self.occupations[code],
                rank=rank,
                basis=OccupationBasis.COLLEGE,
                **said,
            )
            for program, values in pairs
            for rank, code in enumerate(values["occupations"], start=1)
        ]
        self.make(ProgramOccupation, occupations)
        self._write_credentials(pairs)
        search_documents.refresh(DocumentKind.PROGRAM, {program.pk for program, *_rest in parts})

    def _program(self, values, taken):
        organization = values["organization"]
        slug = slug_base(title=values["title"], organization=organization)
        low, high = values["units"] or (None, None)
        return Program(
            title=values["title"],
            slug=first_free(slug, taken),
            organization=organization,
            segment=values["segment"],
            sector_id=self.sectors.get(values["top"]),
            award=values["award"],
            award_text=values["award_text"],
            units_min=low,
            units_max=high,
            control_number=values["control_number"],
            **self.draft(organization),
        )

    def _write_credentials(self, pairs):
        """What a graduate holds, where the award's words name it."""
        on_file = dict(Credential.objects.values_list("title", "pk"))
        rows = [
            ProgramCredential(program=program, credential_id=on_file[title])
            for program, values in pairs
            for title in [award_words.credential(values["award_text"])]
            if title in on_file
        ]
        self.make(ProgramCredential, rows)
