"""A pathway's or an organization's students, stage by stage: what all reach, and which gaps."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.enums import Stage
from equity.pages.beside import Forms, goals_about, open_actions
from equity.pages.choices.asked import Asked
from equity.pages.choices.not_prepared import NotPrepared, nothing_of
from equity.pages.headline_lines import Line, Section
from equity.pages.published.addresses import table_url
from equity.pages.published.cells import Shares, headlines_of, split
from equity.pages.published.groups import in_a_sentence
from equity.pages.published.on_file import organizations_on
from equity.pages.published.orders import in_order
from equity.pages.published.places import page_of_record, place_of
from equity.pages.published.sources import Sourced
from equity.pages.published.standing import newest_of_each, standing_of
from equity.pages.side import offers_of


class Headlines(Sourced):
    """Lines by stage of a place, on one pathway or all; raises `NotPrepared`."""

    def __init__(self, data, *, place=None, pathway=None):
        self.asked = Asked(data, (), place=place, pathway=pathway)
        if self.asked.place is None and not pathway:
            raise NotPrepared(_("No figures are published yet."))

    @property
    def place(self):
        return self.asked.place

    @property
    def pathway(self):
        return self.asked.pathway

    @property
    def has_nothing(self):
        """Whether nothing at all is on file, whatever place or pathway is chosen."""
        return False

    @property
    def is_empty(self):
        return self.has_nothing

    @cached_property
    def lines(self):
        standings = newest_of_each(
            standing_of(self.place, pathway=self.pathway and self.pathway.pk)
        )
        if not standings:
            where = self.place.name
            if self.pathway:
                where = f"{where} · {self.pathway.local_title}"
            raise nothing_of(where)
        cells = headlines_of(standings)
        found = []
        for one in standings:
            total, rows = split(cells.get(one.slice, []))
            forms = Forms(one, self.place, self.pathway)
            gaps = [
                (row, forms.about(row)) for row in in_order([row for row in rows if row.is_gap])
            ]
            found.append(Line(one, total, gaps, Shares(rows), self._table(one)))
        return found

    def _table(self, standing):
        return table_url(
            self.place, standing.metric, pathway=self.pathway, segment=standing.segment
        )

    @cached_property
    def stages(self):
        """`Section`s from who enters to who earns."""
        return [
            Section(stage.label, lines)
            for stage in Stage
            if (lines := [one for one in self.lines if one.metric.stage == stage])
        ]

    @cached_property
    def actions(self):
        return open_actions(self.place, self.pathway)

    @cached_property
    def goals(self):
        return goals_about(self.place, self.pathway)

    @property
    def is_synthetic(self):
        return any(one.standing.is_synthetic for one in self.lines)

    @property
    def sources(self):
        return [one.standing for one in self.lines]

    @property
    def others(self):
        """[(words, address)] of other pages about the same students."""
        query = f"?place={self.place.key}"
        query += f"&pathway={self.pathway.slug}" if self.pathway else ""
        names = [
            ("equity:entering", _("Who enters, who completes")),
            ("equity:trend", _("Is it getting better?")),
            ("equity:gains", _("Where students could be gained")),
        ]
        here = self.asked.on_file.newest(self.place, self.pathway and self.pathway.pk)
        there = {
            "equity:entering": any(one.is_way for one in here),
            "equity:trend": any(one.is_trend for one in here),
        }
        return [
            (words, f"{reverse(name)}{query}") for name, words in names if there.get(name, True)
        ]

    @cached_property
    def with_gaps(self):
        return [one for one in self.compared if one.gaps]

    @property
    def has_gaps(self):
        """Whether any is named: beside them stands by which rule they were made."""
        return any(one.gaps for one in self.lines)

    @property
    def compared(self):
        """Rates of complete cohorts: the title counts no gap that later students may close."""
        return [one for one in self.lines if one.standing.is_rate and one.standing.is_complete]

    @property
    def all_complete(self):
        return all(one.standing.is_complete for one in self.lines)

    def _finding(self, name):
        if all(one.is_withdrawn for one in self.lines):
            return _("%(name)s: these figures are being corrected") % {"name": name}
        if not self.compared:
            return _("%(name)s: %(stages)s") % {
                "name": name,
                "stages": ", ".join(in_a_sentence(one.words) for one in self.stages),
            }
        if not any(one.is_divided for one in self.compared):
            if not any(one.has_figure for one in self.compared):
                return _("%(name)s: no figure can be shown here") % {"name": name}
            return _("%(name)s: how all students do") % {"name": name}
        if not any(one.says_something for one in self.compared):
            return _("%(name)s: groups cannot be shown here") % {"name": name}
        if not self.with_gaps:
            return _("%(name)s: no gap larger than chance is shown") % {"name": name}
        said = {"name": name, "count": len(self.with_gaps), "all": len(self.compared)}
        if len(self.compared) < len(self.lines):
            words = ngettext(
                "%(name)s: gaps larger than chance in %(count)s of %(all)s measure with complete "
                "figures to compare",
                "%(name)s: gaps larger than chance in %(count)s of %(all)s measures with complete "
                "figures to compare",
                len(self.compared),
            )
        else:
            words = ngettext(
                "%(name)s: gaps larger than chance in %(count)s of %(all)s measure",
                "%(name)s: gaps larger than chance in %(count)s of %(all)s measures",
                len(self.compared),
            )
        return words % said


class PathwayPage(Headlines):
    """One pathway in the region, or at the place that is asked for."""

    def __init__(self, data, pathway):
        super().__init__(data, pathway=pathway)

    @property
    def has_nothing(self):
        return self.asked.place is None

    @property
    def name(self):
        return self.pathway.local_title

    @property
    def record_url(self):
        return self.pathway.get_absolute_url()

    @cached_property
    def title(self):
        """One place's result never stands as the pathway's: where it is not the region's, whose it
        is stands in the title."""
        if self.place.is_region:
            return self._finding(self.name)
        said = {"pathway": self.name, "place": self.place.name}
        if self.place.has_page:
            return self._finding(_("%(pathway)s at %(place)s") % said)
        return self._finding(_("%(pathway)s in %(place)s") % said)

    @cached_property
    def fields(self):
        return self.asked.fields("place")

    @cached_property
    def organizations(self):
        return organizations_on(self.pathway.pk)

    @cached_property
    def offers(self):
        return offers_of(self.pathway)


class InstitutionPage(Headlines):
    """One organization's students, on all pathways or one."""

    def __init__(self, data, organization):
        super().__init__(data, place=place_of(organization))
        self.organization = organization

    @cached_property
    def fields(self):
        return self.asked.fields("pathway")

    @property
    def has_nothing(self):
        return self.asked.has_nothing and not self.asked.value("pathway")

    @property
    def name(self):
        return self.place.name

    @property
    def record_url(self):
        return page_of_record(self.organization)

    @property
    def here(self):
        return reverse("equity:institution", args=[self.organization.slug])

    @cached_property
    def title(self):
        return self._finding(self.place.name)

    @cached_property
    def offers(self):
        return offers_of(self.pathway)
