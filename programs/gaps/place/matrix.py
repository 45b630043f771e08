"""Sectors by district or county: at how many schools a sector is taught, near, missing."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import InventoryKind
from partners.models import County, Organization
from pathways_portal.common import academic_year
from programs.address_words import page_of
from programs.enums import GapKind
from programs.gaps.place.counts import CHARTERS, COUNTY, DISTRICT, Counts
from programs.gaps.place.districts import (
    Group,
    of_charters,
    of_county,
    of_district,
    schools_of,
)
from programs.gaps.place.filters import AREA, NAME, PlaceQuestion
from programs.gaps.reported import share
from programs.gaps.rows import printed
from programs.gaps.snapshots import is_added_up, worked_out_at
from programs.models import Sector

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


def cell_of(group, numbers, url=""):
    """The `Cell` of what the night added up; None where it knew nothing of the sector yet."""
    if numbers is None:
        return Cell(group, url=url)
    there = numbers["with_own"] + numbers["with_near"]
    absent = numbers["confirmed"] - numbers["confirmed_there"]
    return Cell(
        group,
        own=numbers["with_own"],
        near=numbers["with_near"],
        absent=absent,
        unreported=numbers["n"] - there - absent,
        samples=numbers["with_samples"],
        url=url,
    )


@dataclass(frozen=True)
class Line:
    """A sector with its cells."""

    sector: Sector
    cells: tuple[Cell, ...]
    whole: Cell


def _confirmed(n):
    if not n:
        return _("none of them has confirmed that it has none")
    return ngettext(
        "%(n)s of them has confirmed that it has none",
        "%(n)s of them have confirmed that they have none",
        n,
    ) % {"n": printed(n)}


class PlaceMatrix:
    """One state of the matrix. Templates print its attributes; the CSV has the same cells."""

    def __init__(self, data):
        self.question = PlaceQuestion(data)
        self.asked_page = data.get("page")

    @cached_property
    def year(self):
        """The academic year of the lists that the night read: its own, until it has run again."""
        at = self.worked_out_at
        return academic_year.on(timezone.localdate(at) if at else timezone.localdate())

    # --- Numbers --------------------------------------------------------------------------------

    @cached_property
    def _counts(self):
        question = self.question
        return Counts(
            question.segment,
            question.miles,
            county=question.county,
            by_district=question.by_district,
        )

    @cached_property
    def _whole(self):
        """{sector: its numbers in all columns}"""
        return self._counts.by_sector()

    @property
    def schools(self):
        """Public schools that are asked about, as they are today."""
        schools = schools_of(self.question.segment)
        county = self.question.county
        return schools.filter(county=county) if county else schools

    # --- Rows and columns -----------------------------------------------------------------------

    @cached_property
    def groups(self):
        """{column: `Group`}, by name; charter schools of a county after the districts."""
        keys = self._counts.columns()
        counties = County.objects.in_bulk([pk for kind, pk in keys if kind != DISTRICT])
        # The heads of columns need no more; a state has many hundreds of districts. One that was
        # public when the night counted and is a draft now is not named.
        heads = Organization.objects.open().only("slug", "name", "short_name")
        districts = heads.in_bulk([pk for kind, pk in keys if kind == DISTRICT])
        makers = {
            COUNTY: lambda pk: of_county(counties[pk]),
            DISTRICT: lambda pk: of_district(districts[pk]),
            CHARTERS: lambda pk: of_charters(counties[pk], self.question.segment),
        }
        found = {
            (kind, pk): makers[kind](pk) for kind, pk in keys if kind != DISTRICT or pk in districts
        }
        order = sorted(found, key=lambda key: (key[0] != DISTRICT, found[key].name))
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

    def _lines(self, keys):
        """A line for each sector: its cells in these columns, and what all columns come to."""
        found = self._counts.by_column(keys)
        everywhere = Group("", _("All of them"))
        for sector in Sector.objects.all():
            cells = [
                cell_of(
                    self.groups[key],
                    found.get((key, sector.pk)),
                    self.url_of(sector, self.groups[key]),
                )
                for key in keys
            ]
            yield Line(sector, tuple(cells), cell_of(everywhere, self._whole.get(sector.pk)))

    def _in_order(self, lines):
        by_name = self.question.chosen["sort"] == NAME

        def order(line):
            return (0 if by_name else -line.whole.missing, line.sector.local_name)

        return sorted(lines, key=order)

    @cached_property
    def lines(self):
        """A line for each sector, in the order that was asked for, with the columns of the page."""
        return self._in_order(self._lines(list(self.page)))

    @cached_property
    def whole_lines(self):
        """The same with all columns."""
        return self._in_order(self._lines(list(self.groups)))

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def said(self):
        return [*self.question.sentences, *filter(None, [self._page[1]])]

    @cached_property
    def share(self):
        return share(self.schools, InventoryKind.PROGRAMS, self.year)

    @cached_property
    def worked_out_at(self):
        """When the night counted; None where no number may be printed."""
        counted = bool(self._whole) or is_added_up(GapKind.PLACE)
        return worked_out_at(GapKind.PLACE) if counted else None

    @property
    def finding(self):
        """The sector that most schools are without, in one sentence; empty without schools."""
        worst = max(self.lines, key=lambda line: line.whole.missing, default=None)
        if worst is None or not worst.whole.total:
            return ""
        whole = worst.whole
        missing = ngettext(
            "%(sector)s: %(missing)s of %(n)s school has no program on file within %(miles)s miles",
            "%(sector)s: %(missing)s of %(n)s schools have no program on file within "
            "%(miles)s miles",
            whole.total,
        ) % {
            "sector": worst.sector.local_name,
            "missing": printed(whole.missing),
            "n": printed(whole.total),
            "miles": self.question.miles,
        }
        return f"{missing}; {_confirmed(whole.absent)}" if whole.missing else missing

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
