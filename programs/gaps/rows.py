"""A labor gap as a row: its numbers, its words, its key and address. See `programs.gaps.labor`."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.common.addresses import page_of
from programs.enums import EntryEducation, GapLevel
from programs.gaps.ledger import GapPlace, Opening
from programs.models import Code, Occupation, Pathway


@dataclass(frozen=True)
class Gap:
    """Openings against awards in one place. Numbers are whole; None where nothing is on file.

    `openings_rows`: each published number once. `awards_mean`: exact. `codes`: the program codes
    whose awards are counted; `codes_not_on_file`: those of them without any count here.
    """

    place: GapPlace
    openings_rows: tuple[Opening, ...]
    awards_mean: Fraction | None
    codes: tuple[Code, ...]
    codes_not_on_file: tuple[Code, ...]
    years: tuple[str, ...]

    @cached_property
    def openings(self):
        """Openings a year, or None."""
        return sum(row.openings for row in self.openings_rows) if self.openings_rows else None

    @property
    def awards(self):
        """Awards a year, or None; a half is rounded up."""
        return None if self.awards_mean is None else whole(self.awards_mean)

    @property
    def gap(self):
        """Openings minus awards; below zero where more awards are given than there are openings."""
        if self.openings is None or self.awards is None:
            return None
        return self.openings - self.awards

    @property
    def surplus(self):
        """How many more awards than openings; 0 if there are not."""
        return max(0, -(self.gap or 0))

    @property
    def ratio(self):
        """Awards for each opening (credentials to jobs): below 1, fewer credentials than jobs."""
        if not self.openings or self.awards_mean is None:
            return None
        return self.awards_mean / self.openings

    @property
    def is_estimate(self):
        """Whether any of the openings is an estimate of this portal."""
        return any(row.is_estimate for row in self.openings_rows)

    @cached_property
    def counties_not_on_file(self):
        """Areas of the place without a number of openings, where another one has it."""
        there = {row.area for row in self.openings_rows}
        return [area for area in self.place.areas if there and area.pk not in there]

    # --- Words ----------------------------------------------------------------------------------

    @property
    def openings_words(self):
        """ "1,816 openings (estimate)"; names the counties that have no number of their own."""
        if self.openings is None:
            return _("openings not on file")
        words = ngettext("%(n)s opening", "%(n)s openings", self.openings)
        words %= {"n": printed(self.openings)}
        remarks = [_("estimate")] if self.is_estimate else []
        remarks += [
            _("%(county)s not on file") % {"county": area.local_name}
            for area in self.counties_not_on_file
        ]
        return f"{words} ({', '.join(remarks)})" if remarks else words

    @property
    def awards_shown(self):
        """The number as printed; a mean that rounds to nothing is no 0. Empty if not on file."""
        if self.awards is None:
            return ""
        if self.awards == 0 and self.awards_mean:
            return _("under %(number)s") % {"number": 1}
        return printed(self.awards)

    @property
    def awards_words(self):
        """ "345 awards"."""
        if self.awards is None:
            return _("awards not on file")
        if self.awards == 0 and self.awards_mean:
            return _("under 1 award")
        return ngettext("%(n)s award", "%(n)s awards", self.awards) % {"n": printed(self.awards)}

    @property
    def gap_words(self):
        """ "1,471 more openings than awards"; empty where either is not on file."""
        return "" if self.gap is None else more_words(self.gap)

    @property
    def short_words(self):
        """ "1,471 more openings", for a chart that says what they are compared with."""
        if self.gap is None:
            return ""
        if self.gap == 0:
            return _("as many of both")
        words = (
            ngettext("%(n)s more opening", "%(n)s more openings", self.gap)
            if self.gap > 0
            else ngettext("%(n)s more award", "%(n)s more awards", -self.gap)
        )
        return words % {"n": printed(abs(self.gap))}

    @property
    def ratio_words(self):
        """Awards for each opening with two decimals; empty where it is not known."""
        if self.ratio is None:
            return ""
        if 0 < self.ratio < Fraction(1, 200):
            return _("under %(number)s") % {"number": number_format("0.01")}
        return number_format(f"{float(self.ratio):.2f}")

    @property
    def finding(self):
        """The gap in one sentence, with the two numbers it is made of. Names no place or time."""
        parts = {
            "gap": self.gap_words,
            "openings": self.openings_words,
            "awards": self.awards_words,
        }
        if self.gap is None:
            return _("A year: %(openings)s; %(awards)s.") % parts
        return _("%(gap)s a year: %(openings)s, %(awards)s.") % parts

    @property
    def basis(self):
        """Of which years the numbers are: "openings 2023–33, awards 2021-22 to 2023-24"."""
        periods = sorted({row.period for row in self.openings_rows})
        said = []
        if periods:
            said.append(_("openings %(period)s") % {"period": ", ".join(periods)})
        if self.years and self.awards_mean is not None:
            said.append(
                _("awards %(first)s to %(last)s") % {"first": self.years[0], "last": self.years[-1]}
            )
        return ", ".join(said)

    def _with_place(self, address):
        return f"{address}?county={self.place.slug}" if self.place.slug else address


@dataclass(frozen=True)
class OccupationGap(Gap):
    """The gap of an occupation, or of several whose openings were published as one number.

    `occupations`: those whose openings these are, by code, supplied or not. `shared_with`: others
    that the same awards are counted for. `published_as`: the broader code, or None. Without `codes`
    nothing on file supplies it, and there is no gap.
    """

    occupations: tuple[Occupation, ...] = ()
    supplied: tuple[Occupation, ...] = ()
    shared_with: tuple[Occupation, ...] = ()
    published_as: Code | None = None
    is_middle: bool | None = None

    @property
    def occupation(self):
        """The one that the gap is named by: the first that colleges train for, if there is one."""
        return (self.supplied or self.occupations)[0]

    @property
    def title(self):
        """Titles of the occupations, in the reader's language."""
        return "; ".join(one.local_title for one in self.occupations)

    @property
    def finding(self):
        if self.codes:
            return super().finding
        if self.openings is None:
            return _("No program code on file leads here. Openings are not published.")
        return _("No program code on file leads here. A year: %(openings)s.") % {
            "openings": self.openings_words
        }

    @property
    def key(self):
        """How a gap is cited; stays the same."""
        return f"labor:{self.occupation.code.code}"

    def get_absolute_url(self):
        return self._with_place(page_of("programs:labor_gap", self.occupation.code.code))

    @property
    def is_low(self):
        """High school or less is usual, and no long training makes it middle-skill."""
        return not self.is_middle and any(
            one.entry_education and one.entry_education <= EntryEducation.HIGH_SCHOOL
            for one in self.supplied
        )

    def fits(self, level):
        """Whether it belongs to a `GapLevel`. Middle-skill is not known without a rule on file."""
        if level == GapLevel.MIDDLE:
            return self.is_middle is True
        return level != GapLevel.LOW or self.is_low


@dataclass(frozen=True)
class PathwayGap(Gap):
    """The gap of a pathway: distinct openings of the distinct occupations that its distinct codes
    supply, minus the awards in those codes, each once, at every level of education.

    `middle_rows`: openings of the middle-skill occupations among them. `codes_unmapped`: codes with
    awards that supply no occupation; their awards are counted, and `awards_unmapped` says how many.
    `shared_with`: other pathways that carry the same codes.
    """

    pathway: Pathway = None
    occupations: tuple[Occupation, ...] = ()
    middle_rows: tuple[Opening, ...] = ()
    codes_unmapped: tuple[Code, ...] = ()
    awards_unmapped: int = 0
    shared_with: tuple[Pathway, ...] = ()

    @property
    def title(self):
        return self.pathway.local_title

    @property
    def short_words(self):
        if not self.codes:
            return _("no program code on file")
        if not self.occupations:
            return _("leads to no occupation counted")
        return super().short_words

    @property
    def finding(self):
        if not self.codes:
            return _("No program code of its programs is on file.")
        if not self.occupations:
            return _(
                "Its program codes lead to no occupation that is counted; a year: %(awards)s."
            ) % {"awards": self.awards_words}
        return super().finding

    @property
    def key(self):
        return f"labor:pathway:{self.pathway.slug}"

    def get_absolute_url(self):
        return self._with_place(page_of("programs:pathway_gap", self.pathway.slug))

    @property
    def unmapped_shown(self):
        """`awards_unmapped` as printed; a mean that rounds to nothing is no 0."""
        if not self.awards_unmapped:
            return _("under %(number)s") % {"number": 1}
        return printed(self.awards_unmapped)

    @property
    def words_without_unmapped(self):
        """The gap in words if these awards were not counted; empty where there is no gap."""
        return "" if self.gap is None else more_words(self.gap + self.awards_unmapped)

    @cached_property
    def middle_openings(self):
        """Openings of the middle-skill occupations among them; None where none is on file."""
        return sum(row.openings for row in self.middle_rows) if self.middle_rows else None


def more_words(gap):
    """Which are more, and by how many: "1,471 more openings than awards"."""
    if gap == 0:
        return _("As many openings as awards")
    words = (
        ngettext("%(n)s more opening than awards", "%(n)s more openings than awards", gap)
        if gap > 0
        else ngettext("%(n)s more award than openings", "%(n)s more awards than openings", -gap)
    )
    return words % {"n": printed(abs(gap))}


def whole(mean):
    """A mean as a whole number; a half is rounded up."""
    return int(mean + Fraction(1, 2))


def printed(number):
    """A number with its thousands set apart."""
    return number_format(number, use_l10n=True, force_grouping=True)
