"""A gap of the equity pages, as actions and goals name it and as a form of goals is filled in.

The name is the address of the gap's table with its cohort, and the group behind the "#":

    /equity/?place=bay-high&metric=units&by=foster_youth&cohort=2022-23#group-yes

So the goal can be measured later by the figure that it started from. What is said of a gap comes
from what is published, never from the address.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from equity.measures.display import tenths
from equity.pages.published.addresses import EQUITY, GROUP
from equity.pages.published.cells import cells_of
from equity.pages.published.on_file import metrics_on_file, pathways_with_figures
from equity.pages.published.places import Place, place_named
from equity.pages.published.rows import Row
from equity.pages.published.standing import Standing, standing_of
from partners import about_pages
from programs.models import Pathway


def connect():
    """Say what the gaps are called; asked for once, as Django starts."""
    about_pages.add(EQUITY, title=title_of, goal=goal_of)


@dataclass(frozen=True)
class Gap:
    """The published row of a group, and of which table it is. `pathway`: None for all."""

    place: Place
    pathway: Pathway | None
    standing: Standing
    row: Row

    @property
    def where(self):
        if self.pathway is None:
            return self.place.name
        return f"{self.place.name} · {self.pathway.local_title}"

    @property
    def title(self):
        """ "Foster youth · Completed nine units · Bay High · 2022-23"."""
        parts = [self.row.people_title, self.standing.metric.local_name, self.where, self.years]
        return self._marked(" · ".join(parts))

    def _marked(self, words):
        """What is made up says so wherever it is repeated: goals and actions outlive the page."""
        return f"{_('SYNTHETIC')}: {words}" if self.standing.is_synthetic else words

    @property
    def years(self):
        return self.standing.key.replace("-to-", " – ")

    @property
    def baseline(self):
        """The published percent, None where it is not shown."""
        row = self.row
        return tenths(row.cell.rate) if row.is_shown and row.cell.rate is not None else None

    @property
    def parity(self):
        """The published percent of everyone else, None where it is not shown or not higher."""
        if self.baseline is None or self.row.cell.reference is None:
            return None
        found = tenths(self.row.cell.reference)
        return found if found > self.baseline else None

    @property
    def statement(self):
        said = {
            "where": self.where,
            "metric": self.standing.metric.local_name,
            "people": self.row.people,
            "years": self.years,
            "baseline": self.baseline,
            "parity": self.parity,
        }
        if self.parity is None:
            words = _("%(where)s: close the gap of %(people)s in “%(metric)s”.")
        else:
            words = _(
                "%(where)s: raise “%(metric)s” among %(people)s from %(baseline)s%% in cohort "
                "%(years)s to %(parity)s%%, the percent of everyone else."
            )
        return self._marked(capfirst(words % said))

    @property
    def unit(self):
        return _("percent, cohort %(years)s") % {"years": self.years}


def gap_named(key):
    """The `Gap` of a name, or None where nothing of it is published."""
    address = urlsplit(key)
    asked = dict(parse_qsl(address.query))
    code = address.fragment.removeprefix(GROUP)
    if not address.fragment.startswith(GROUP) or not "".join([*asked.values(), code]).isprintable():
        return None
    place = place_named(asked.get("place", ""))
    pathway, slug = None, asked.get("pathway", "")
    if slug:
        pathway = next((one for one in pathways_with_figures() if one.slug == slug), None)
    metrics = metrics_on_file().values()
    metric = next((one for one in metrics if one.code == asked.get("metric")), None)
    if place is None or metric is None or (slug and pathway is None):
        return None
    found = standing_of(
        place,
        pathway=pathway and pathway.pk,
        metric=metric.pk,
        segment=asked.get("segment"),
    )
    standing = next((one for one in found if one.key == asked.get("cohort")), None)
    if standing is None:
        return None
    by = asked.get("by", "")
    rows = cells_of([standing], [by]).get(standing.slice, [])
    for row in rows:
        if (row.group.dimension.code, row.group.code) == (by, code):
            return Gap(place, pathway, standing, row)
    return None


def title_of(key):
    """What the gap is called in the active language; "" where there is none."""
    found = gap_named(key)
    return found.title if found else ""


def goal_of(key):
    """What a form of goals about the gap is filled in with, {} where there is none."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found = gap_named(key)
            if found is None:
                return {}
            end = "" if language == settings.LANGUAGE_CODE else f"_{language}"
            said[f"statement{end}"] = found.statement
            if found.baseline is not None:
                said[f"unit{end}"] = found.unit
    if found.baseline is not None:
        said["baseline"] = found.baseline
    if found.parity is not None:
        said["target"] = found.parity
    return said
