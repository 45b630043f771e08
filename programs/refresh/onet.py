"""What people do in an occupation: tables of the O*NET database, as workbooks or as text.

O*NET splits some occupations into specialties (29-1141.01); its codes that end in .00 are the
occupations of the SOC, and only those are read.
"""

import re
from collections import defaultdict

from django import forms
from django.utils.text import slugify

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.enums import Interest, Scheme
from programs.models import Code, Occupation
from programs.refresh.codes import EDITIONS
from programs.refresh.fields import NumberField, PatternField
from programs.refresh.occupations import occupation_ids
from programs.refresh.provenance import is_newer_on_file, with_part
from programs.refresh.source import Source, on_file
from programs.row_files import Refused
from programs.slugs import first_free

OCCUPATION_ENDING = ".00"
CODE = Column("code", ("O*NET-SOC Code",))


def onet_field():
    return PatternField(r"(\d\d-\d{4})\.00", "an O*NET code such as 29-1141.00")


class OnetTable(Source):
    """What the tables share: the edition, and a code at the beginning of each row."""

    takes = {
        "as_of": "the day the edition was published",
        "edition": "such as 29.3; not needed if the file lies in its folder db_29_3_…",
    }
    published_at = "https://www.onetcenter.org/database.html"
    address = published_at

    def begin(self, table):
        super().begin(table)
        self.occupations = occupation_ids()

    @property
    def agency(self):
        named = re.search(r"db_(\d+)_(\d+)", str(self.path.resolve()))
        version = self.options.edition or (named and f"{named[1]}.{named[2]}")
        if not version:
            raise Refused("Say which edition of O*NET it is: --edition 29.3.")
        return (
            f"O*NET {version} by the U.S. Department of Labor, Employment and Training "
            "Administration (USDOL/ETA), used under CC BY 4.0"
        )

    def elsewhere(self, cells):
        code = cells["code"]
        if not code.endswith(OCCUPATION_ENDING):
            return "A specialty within an occupation." if "." in code else ""
        return "" if self.knows(code[:7]) else "An occupation that is not on file."

    def knows(self, code):
        return code in self.occupations

    def key(self, values):
        return values["code"]

    def occupation_rows(self, values_by_code):
        """Rows for occupations on file, whose source names O*NET beside other files."""
        on_file(occupations=self.occupations)
        said = self.said()
        there = {row.pk: row for row in Occupation.objects.all()}
        return [
            {
                "id": self.occupations[code],
                **values,
                **with_part(
                    there[self.occupations[code]], said["source"], begins="O*NET", said=said
                ),
            }
            for code, values in values_by_code.items()
        ]

    def write_occupations(self, values_by_code, writer):
        rows, part = self.occupation_rows(values_by_code), self.said()["source"]
        newer = {
            row.pk
            for row in Occupation.objects.filter(pk__in=[row["id"] for row in rows])
            if is_newer_on_file(row, part, begins="O*NET")
        }
        return [writer.write("occupations", Occupation, ("id",), rows, composite=True, newer=newer)]


class OccupationRow(RowForm):
    code = onet_field()
    description = forms.CharField()


class OnetOccupations(OnetTable):
    """Descriptions; also makes occupations for codes that a crosswalk on file leads to."""

    name = "onet-occupations"
    file = "O*NET database, Occupation Data (.xlsx or .txt)"
    tables = (Occupation,)
    form = OccupationRow
    columns = (CODE, Column("description", ("Description",)))

    def begin(self, table):
        super().begin(table)
        self.codes = {
            row.code: row
            for row in Code.objects.filter(
                code_set__scheme=Scheme.SOC,
                code_set__version=EDITIONS[Scheme.SOC],
                is_match=True,
                comes_from__isnull=False,
            ).distinct()
        }
        on_file(occupation_codes={**self.codes, **self.occupations})

    def knows(self, code):
        return code in self.codes or code in self.occupations

    def write(self, rows, writer):
        values = {row["code"]: {"description": row["description"]} for row in rows}
        known = {code: one for code, one in values.items() if code in self.occupations}
        tallies = self.write_occupations(known, writer) if known else []
        taken = set(Occupation.objects.values_list("slug", flat=True))
        said = self.said()
        new = [
            {
                "code_id": self.codes[code].pk,
                "title": self.codes[code].title[:120],
                "slug": first_free(slugify(self.codes[code].title)[:130], taken),
                **one,
                **said,
            }
            for code, one in values.items()
            if code not in self.occupations
        ]
        return [*tallies, writer.write("new occupations", Occupation, ("code_id",), new)]


class JobZoneRow(RowForm):
    code = onet_field()
    job_zone = forms.IntegerField(min_value=1, max_value=5)


class OnetJobZones(OnetTable):
    name = "onet-job-zones"
    file = "O*NET database, Job Zones (.xlsx or .txt)"
    tables = (Occupation,)
    form = JobZoneRow
    columns = (CODE, Column("job_zone", ("Job Zone",)))

    def write(self, rows, writer):
        values = {row["code"]: {"job_zone": row["job_zone"]} for row in rows}
        return self.write_occupations(values, writer)


class InterestRow(RowForm):
    """The first, second or third interest, as a number of the six; 0 where there is none."""

    PLACES = {"first": 1, "second": 2, "third": 3}

    code = onet_field()
    place = PatternField(r"(First|Second|Third) Interest High-Point", "a place among interests")
    interest = NumberField(whole=True, required=True, min_value=0, max_value=6)

    def clean_place(self):
        return self.PLACES[self.cleaned_data["place"].casefold()]


class OnetInterests(OnetTable):
    name = "onet-interests"
    file = "O*NET database, Interests (.xlsx or .txt)"
    tables = (Occupation,)
    form = InterestRow
    columns = (
        CODE,
        Column("place", ("Element Name",)),
        Column("scale", ("Scale ID",)),
        Column("interest", ("Data Value",)),
    )
    HIGH_POINTS = "IH"

    def elsewhere(self, cells):
        if cells["scale"] != self.HIGH_POINTS:
            return "A score; the three strongest interests are taken."
        return super().elsewhere(cells)

    def key(self, values):
        return values["code"], values["place"]

    def write(self, rows, writer):
        strongest = defaultdict(dict)
        for row in rows:
            if row["interest"]:
                strongest[row["code"]][row["place"]] = Interest.values[row["interest"] - 1]
        values = {
            code: {"interests": [places[place] for place in sorted(places)]}
            for code, places in strongest.items()
        }
        return self.write_occupations(values, writer)
