"""What an address asks of the equity pages: one value of each list, or a table that is not there.

A value that is on no list, or values that no slice has together, are answered with 404: only what
was prepared and protected at publication can be asked for. What was not asked comes by default.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from equity.enums import MetricKind
from equity.pages.choices.form_lists import Field
from equity.pages.choices.place_lists import PlaceField, PlaceSought, place_lists
from equity.pages.published.places import place_named
from equity.pages.published.standing import (
    cohort_words,
    first_place_with,
    metrics_on_file,
    newest_complete,
    offers,
    pathway_titles,
    pathways_with_figures,
    standing_of,
)
from partners.enums import Segment
from programs.address_words import about_names, about_repeats, shorten
from programs.filters import TRACKING


class NotPrepared(Exception):
    """No such table stands published; the message says which part of the address is meant."""


def nothing_of(name):
    """A `NotPrepared` that says that a place has no figures."""
    return NotPrepared(_("No figures of %(place)s are published.") % {"place": name})


def no_place(key):
    """A `NotPrepared` about a name that is no place's."""
    return NotPrepared(_("No place called “%(name)s” has figures.") % {"name": shorten(key)})


class Asked:
    """The place, pathway, metric and segment that an address asks for, and what else there is.

    Raises `NotPrepared` where an attribute is asked that has no answer, and `PlaceSought` where the
    place is asked for by words of its name. `names`: the parameters that the page knows besides.
    """

    own = ("place", "find", "pathway", "metric", "segment")

    def __init__(self, data, names=(), *, place=None, pathway=None):
        self.data, self.names = data, (*self.own, *names)
        self._place, self._pathway = place, pathway

    def value(self, name):
        return self.data.get(name, "").strip()

    @cached_property
    def sentences(self):
        """What of the address was not used."""
        unknown = [
            name for name in self.data if name not in self.names and not TRACKING.match(name)
        ]
        return [*about_names(unknown[:3]), *about_repeats(self.data, self.names)]

    # --- Place -----------------------------------------------------------------------------------

    @cached_property
    def _lists(self):
        return place_lists()

    @property
    def places(self):
        return self._lists.places

    @cached_property
    def place(self):
        """A `Place`; None where nothing at all is published."""
        if self._place:
            return self._place
        if words := self.value("find"):
            raise PlaceSought(words, self._lists.matching(words))
        key = self.value("place")
        if not key:
            return self._usual_place()
        found = self._lists.by_key.get(key) or place_named(key)
        if found is None:
            raise no_place(key)
        return found

    def _usual_place(self):
        """The first with figures on the metric and pathway that are asked for, regions first."""
        code = self.value("metric")
        slug = self._pathway.slug if self._pathway else self.value("pathway")
        found = first_place_with(code, slug) if code or slug else None
        if found or self._pathway:
            return found
        return next(iter(self.places), None)

    # --- Pathway, metric, segment ----------------------------------------------------------------

    @cached_property
    def offers(self):
        """{pathway, None for all together: every `Offer` of the place on it}"""
        return {} if self.place is None else offers(self.place)

    @cached_property
    def _metrics(self):
        return metrics_on_file()

    @property
    def _pathway_keys(self):
        """The pathways that can be asked for (primary keys); None among them is all together."""
        return self.offers.keys()

    @cached_property
    def pathways(self):
        """The pathways that the place has figures on, by title."""
        return [one for one in pathways_with_figures() if one.pk in self._pathway_keys]

    @cached_property
    def pathway(self):
        """A Pathway, or None for all together."""
        if self._pathway:
            return self._pathway
        slug = self.value("pathway")
        if not slug:
            return self._usual_pathway()
        found = next((one for one in self.pathways if one.slug == slug), None)
        if found is None:
            raise NotPrepared(
                _("%(place)s has no figures on a pathway called “%(name)s”.")
                % {"place": self.place, "name": shorten(slug)}
            )
        return found

    def _usual_pathway(self):
        """All together; where only single pathways are on file, as of many schools, the first."""
        if self._has_all_pathways:
            return None
        return next(iter(self.pathways), None)

    @property
    def _has_all_pathways(self):
        return None in self._pathway_keys

    @cached_property
    def _here(self):
        return self.offers.get(self.pathway and self.pathway.pk, ())

    @cached_property
    def metrics(self):
        """What is measured here, from who enters to who earns."""
        keys = {one.metric for one in self._here}
        return sorted((self._metrics[key] for key in keys), key=lambda one: (one.order, one.code))

    @cached_property
    def metric(self):
        code = self.value("metric")
        if not code:
            return self._usual_metric()
        found = next((one for one in self.metrics if one.code == code), None)
        if found is None:
            known = next((one for one in self._metrics.values() if one.code == code), None)
            raise NotPrepared(
                _("No table of “%(metric)s” was prepared for %(place)s.")
                % {
                    "metric": known.local_name if known else shorten(code),
                    "place": self._where if self.place else code,
                }
            )
        return found

    def _usual_metric(self):
        """Rates first, for they show gaps; of these what was counted before what was made up."""
        made_up = {one.metric: one.is_synthetic for one in self._here}
        return min(
            self.metrics,
            key=lambda one: (one.kind != MetricKind.RATE, made_up[one.pk], one.order, one.code),
            default=None,
        )

    @property
    def _where(self):
        if self.pathway is None:
            return self.place.name
        return f"{self.place.name} · {self.pathway.local_title}"

    @cached_property
    def segments(self):
        found = {one.segment for one in self._here if one.metric == self.metric.pk}
        return [one for one in Segment if one.value in found]

    @cached_property
    def segment(self):
        asked = self.value("segment")
        if not asked:
            return self.segments[0]
        found = next((one for one in self.segments if one.value == asked), None)
        if found is None:
            raise NotPrepared(
                _("No table of “%(metric)s” was prepared for %(place)s.")
                % {"metric": self.metric.local_name, "place": f"{self._where} · {shorten(asked)}"}
            )
        return found

    # --- Cohort ----------------------------------------------------------------------------------

    @cached_property
    def standings(self):
        """A `Standing` of each cohort, newest first."""
        return standing_of(
            self.place,
            pathway=self.pathway and self.pathway.pk,
            metric=self.metric.pk,
            segment=self.segment.value,
        )

    @cached_property
    def standing(self):
        key = self.value("cohort")
        if key:
            found = next((one for one in self.standings if one.key == key), None)
        else:
            found = newest_complete(self.standings)
        if found is None:
            raise NotPrepared(
                _("No table of “%(metric)s” was prepared for %(place)s.")
                % {"metric": self.metric.local_name, "place": f"{self._where} {shorten(key)}"}
            )
        return found

    # --- The form --------------------------------------------------------------------------------

    def options(self, name):
        return {
            "place": self._place_field,
            "pathway": self._pathway_field,
            "metric": self._metric_field,
            "segment": self._segment_field,
            "cohort": self._cohort_field,
        }[name]()

    def fields(self, *names):
        """The lists of a form, without those that leave no choice."""
        found = [self.options(name) for name in names]
        return [one for one in found if one and len(one.options) > 1]

    def _place_field(self):
        return PlaceField(_("Place"), self._lists, self.place)

    def _pathway_field(self):
        everything, chosen = [], self.pathway and self.pathway.pk
        if self._has_all_pathways:
            everything = [("", _("All pathways"), self.pathway is None)]
        return Field(
            "pathway",
            _("Pathway"),
            everything
            + [
                (slug, title, key == chosen)
                for key, (slug, title) in pathway_titles().items()
                if key in self._pathway_keys
            ],
        )

    def _metric_field(self):
        return Field(
            "metric",
            _("Measure"),
            [(one.code, one.local_name, one == self.metric) for one in self.metrics],
        )

    def _segment_field(self):
        return Field(
            "segment",
            _("Segment"),
            [(one.value, one.label, one == self.segment) for one in self.segments],
        )

    def _cohort_field(self):
        chosen = self.standing if self.value("cohort") else None
        return Field(
            "cohort",
            _("Cohort"),
            [("", self._latest_words(), chosen is None)]
            + [(one.key, cohort_words(one), one is chosen) for one in self.standings],
        )

    def _latest_words(self):
        """What comes unasked: where no cohort is complete, it is not called so."""
        if any(one.is_complete for one in self.standings):
            return _("Latest complete")
        return _("Latest, none is complete yet")

    def query(self, **changed):
        """The state as a query: what was asked, with some values changed; None takes one away."""
        pairs = {name: self.value(name) for name in self.names} | changed
        return urlencode({name: value for name, value in pairs.items() if value})
