"""Sectors by district or county: at how many schools a sector is taught, near, missing."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import InventoryKind, OrganizationKind
from partners.models import County, Organization
from partners.reported import whole_lists
from pathways_portal.common import academic_year
from programs.address_words import page_of
from programs.enums import GapKind
from programs.gaps.place.districts import Group, of_charters, of_county, of_district
from programs.gaps.place.filters import AREA, DISTRICT, NAME, PlaceQuestion
from programs.gaps.place.prepare import schools_of
from programs.gaps.reported import share
from programs.gaps.rows import printed
from programs.gaps.snapshots import worked_out_at
from programs.models import NearestProgram, Program, Sector
from programs.querysets import public_program

COLUMNS = 6


@dataclass(frozen=True)
class Cell:
    """Schools of a group by what is known of a sector there; `samples`: have a sample program."""

    group: Group
    own: int = 0
    near: int = 0
    absent: int = 0
    unreported: int = 0
    samples: int = 0
    url: str = ""

    @property
    def total(self):
        return self.own + self.near + self.absent + self.unreported

    @property
    def missing(self):
        """Schools that neither have it nor have one near, as far as is on file."""
        return self.absent + self.unreported

    @property
    def lead(self):
        """ "3 of 6 without" """
        return _("%(missing)s of %(n)s without") % {
            "missing": printed(self.missing),
            "n": printed(self.total),
        }


@dataclass(frozen=True)
class Line:
    """A sector with its cells."""

    sector: Sector
    cells: tuple[Cell, ...]
    whole: Cell


class PlaceMatrix:
    """One state of the matrix. Templates print its attributes; the CSV has the same cells."""

    def __init__(self, data):
        self.question = PlaceQuestion(data)
        self.asked_page = data.get("page")
        self.year = academic_year.on(timezone.localdate())

    # --- Numbers --------------------------------------------------------------------------------

    @cached_property
    def schools(self):
        schools = schools_of(self.question.segment)
        county = self.question.county
        return schools.filter(county=county) if county else schools

    def _keyed(self, rows, path=""):
        """[(key of the column, row)] of rows that have the school's district, county, charter."""
        for row in rows:
            county, parent = row[f"{path}county"], row[f"{path}parent"]
            if not self.question.by_district:
                yield ("county", county), row
            elif parent is None or (
                row[f"{path}is_charter"]
                and row[f"{path}parent__kind"] == OrganizationKind.COUNTY_OFFICE
            ):
                yield ("charters", county), row
            else:
                yield ("district", parent), row

    def _by(self, path=""):
        return [f"{path}{name}" for name in ("county", "parent", "parent__kind", "is_charter")]

    def _has_confirmed(self, path="pk"):
        lists = whole_lists(InventoryKind.PROGRAMS, self.year)
        return Exists(lists.filter(organization=OuterRef(path)))

    @cached_property
    def _schools_in(self):
        """{column: (schools, those that reported their whole list)}"""
        rows = self.schools.annotate(confirmed=self._has_confirmed()).order_by()
        rows = rows.values(*self._by()).annotate(
            n=Count("pk"), known=Count("pk", filter=Q(confirmed=True))
        )
        found = defaultdict(lambda: (0, 0))
        for key, row in self._keyed(rows):
            n, known = found[key]
            found[key] = (n + row["n"], known + row["known"])
        return dict(found)

    @cached_property
    def _present(self):
        """{(column, sector): Counter of own, near, and of those that reported their list}"""
        near = Q(is_own=False, miles__lte=self.question.miles)
        rows = (
            NearestProgram.objects.filter(
                public_program("program__"),
                segment=self.question.segment,
                school__in=self.schools.values("pk"),
            )
            .annotate(confirmed=self._has_confirmed("school"))
            .order_by()
            .values(*self._by("school__"), "sector")
            .annotate(
                own=Count("pk", filter=Q(is_own=True)),
                near=Count("pk", filter=near),
                known=Count("pk", filter=Q(confirmed=True) & (Q(is_own=True) | near)),
            )
        )
        found = defaultdict(Counter)
        for key, row in self._keyed(rows, "school__"):
            found[key, row["sector"]].update({name: row[name] for name in ("own", "near", "known")})
        return found

    @cached_property
    def _samples(self):
        """{(column, sector): real schools with a sample program, which counts for nothing}"""
        path = "organization__"
        rows = (
            Program.objects.open_to_students()
            .filter(
                is_sample=True,
                segment=self.question.segment,
                organization__is_sample=False,
                organization__in=self.schools.values("pk"),
            )
            .order_by()
            .values(*self._by(path), "sector")
            .annotate(n=Count("organization", distinct=True))
        )
        found = Counter()
        for key, row in self._keyed(rows, path):
            found[key, row["sector"]] += row["n"]
        return found

    # --- Rows and columns -----------------------------------------------------------------------

    @cached_property
    def groups(self):
        """{column: `Group`}, by name; charter schools of a county after the districts."""
        keys = self._schools_in
        counties = County.objects.in_bulk([pk for kind, pk in keys if kind != "district" and pk])
        districts = Organization.objects.in_bulk([pk for kind, pk in keys if kind == "district"])
        found = {}
        for kind, pk in keys:
            if kind == "district":
                found[kind, pk] = of_district(districts[pk])
            elif pk in counties:
                found[kind, pk] = (
                    of_county(counties[pk])
                    if kind == "county"
                    else of_charters(counties[pk], self.question.segment)
                )
        order = sorted(found, key=lambda key: (key[0] != "district", found[key].name))
        return {key: found[key] for key in order}

    @cached_property
    def _page(self):
        return page_of(Paginator(list(self.groups), COLUMNS), self.asked_page)

    @property
    def page(self):
        return self._page[0]

    @cached_property
    def columns(self):
        """The `Group`s of this page."""
        return [self.groups[key] for key in self.page]

    def _cell(self, key, sector):
        group = self.groups[key]
        n, known = self._schools_in[key]
        present = self._present[key, sector.pk]
        absent = known - present["known"]
        there = present["own"] + present["near"]
        return Cell(
            group,
            present["own"],
            present["near"],
            absent,
            n - there - absent,
            self._samples[key, sector.pk],
            self.url_of(sector, group),
        )

    def line(self, sector, keys=None):
        """The `Line` of a sector: its cells of this page, or of these columns, and their sum."""
        everywhere = [self._cell(key, sector) for key in self.groups]
        names = ("own", "near", "absent", "unreported", "samples")
        whole = Cell(
            Group("", _("All of them")),
            *(sum(getattr(cell, name) for cell in everywhere) for name in names),
        )
        keys = set(self.page if keys is None else keys)
        cells = [cell for key, cell in zip(self.groups, everywhere, strict=True) if key in keys]
        return Line(sector, tuple(cells), whole)

    @cached_property
    def lines(self):
        """A line for each sector, in the order that was asked for."""
        lines = [self.line(sector) for sector in Sector.objects.all()]
        by_name = self.question.chosen["sort"] == NAME

        def order(line):
            return (0 if by_name else -line.whole.missing, line.sector.local_name)

        return sorted(lines, key=order)

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def said(self):
        return [*self.question.sentences, *filter(None, [self._page[1]])]

    @cached_property
    def share(self):
        return share(self.schools, InventoryKind.PROGRAMS, self.year)

    @cached_property
    def worked_out_at(self):
        return worked_out_at(GapKind.PLACE)

    @property
    def finding(self):
        """The sector that most schools are without, in one sentence; empty without schools."""
        worst = max(self.lines, key=lambda line: line.whole.missing, default=None)
        if worst is None or not worst.whole.total:
            return ""
        return ngettext(
            "%(sector)s: %(missing)s of %(n)s school has no program of its own or within "
            "%(miles)s miles on file; %(absent)s of them confirmed it",
            "%(sector)s: %(missing)s of %(n)s schools have no program of their own or within "
            "%(miles)s miles on file; %(absent)s of them confirmed it",
            worst.whole.total,
        ) % {
            "sector": worst.sector.local_name,
            "missing": printed(worst.whole.missing),
            "n": printed(worst.whole.total),
            "miles": self.question.miles,
            "absent": printed(worst.whole.absent),
        }

    # --- Addresses ------------------------------------------------------------------------------

    def _url(self, name="programs:place_gaps", **changed):
        query = self.question.query(**changed)
        return f"{reverse(name)}?{query}" if query else reverse(name)

    def url_of(self, sector, group):
        """The page of one cell, with the segment and miles of this state."""
        address = reverse("programs:place_gap", args=[sector.slug, group.slug])
        query = self.question.query(without=("county", "by", "sort"))
        return f"{address}?{query}" if query else address

    @property
    def tabs(self):
        return [
            (_("By county"), self._url(by=AREA), not self.question.by_district),
            (_("By district"), self._url(by=DISTRICT), self.question.by_district),
        ]

    @property
    def csv_url(self):
        return self._url("programs:place_gaps_csv")
