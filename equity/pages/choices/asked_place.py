"""Which place an address asks for, and which comes where it leaves that open."""

from functools import cached_property

from django.utils.translation import gettext as _

from equity.pages.choices.asked_form import ELSEWHERE
from equity.pages.choices.not_prepared import NotPrepared, PathwayElsewhere, no_place
from equity.pages.choices.place_lists import PlaceSought, place_lists
from equity.pages.published.newest import telling_place
from equity.pages.published.on_file import first_place_with, places_on
from equity.pages.published.places import place_named
from equity.pages.published.showing import first_that, places_that
from programs.address_words import shorten


class AskedPlace:
    """The place of `Asked`, which knows what else is chosen and what there is."""

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
        found, key = None, self.value("place")
        if key:
            found = self._lists.by_key.get(key) or place_named(key)
            if found is None:
                raise no_place(key)
        if slug := self._slug_elsewhere:
            raise self._elsewhere(slug, found)
        return found or self._usual_place()

    @property
    def _slug_elsewhere(self):
        """The pathway (its name in addresses) that is asked for wherever it is on file, or ""."""
        asked = self.value("pathway")
        if self._pathway or not asked.startswith(ELSEWHERE):
            return ""
        return asked.removeprefix(ELSEWHERE)

    def _pathway_elsewhere(self, slug):
        """The Pathway of that name that anybody has figures on; raises `NotPrepared`."""
        found = next((one for one in self.on_file.pathways if one.slug == slug), None)
        if found is None:
            raise NotPrepared(
                _("No place has figures on a pathway called “%(name)s”.") % {"name": shorten(slug)},
                "pathway",
            )
        return found

    def _elsewhere(self, slug, here):
        """Where a pathway is shown: at the place that is asked for, if it has it after all, else at
        the first place that shows groups of it, of the measure that is asked for before others.
        Where no place has something to show of it on this page, its figures are on the overview.
        """
        pathway = self._pathway_elsewhere(slug).pk
        if here and pathway in self.on_file.offers(here):
            return PathwayElsewhere(slug, place=here.key)
        code, found = self.value("metric"), None
        if metric := next((one.pk for one in self._metrics.values() if one.code == code), None):
            found = telling_place(pathway, metric) or first_place_with(metric, pathway)
        found = found or telling_place(pathway, None) or first_place_with(None, pathway)
        if self._fits and not places_that((found,), self._fits, pathway):
            fitting = first_that(places_on(pathway), self._fits, pathway)
            if fitting is None:
                return PathwayElsewhere(slug, page="equity:overview", place=found.key)
            found = fitting
        return PathwayElsewhere(slug, place=found.key)

    def _usual_place(self):
        """The first that shows groups of the metric and pathway that are asked for, regions first;
        where none does, the first with figures on them. It has something to show on this page."""
        found = self._first_asked()
        if found is None and not self._pathway:
            found = self._first_open()
        if self._fits and found and not places_that((found,), self._fits):
            return first_that(self.places, self._fits) or found
        return found

    def _first_open(self):
        return self.on_file.usual_place(self.places)

    def _first_asked(self):
        code = self.value("metric")
        slug = self._pathway.slug if self._pathway else self.value("pathway")
        if not code and not slug:
            return None
        metric = next((one.pk for one in self._metrics.values() if one.code == code), None)
        pathway = next((one.pk for one in self.on_file.pathways if one.slug == slug), None)
        if bool(code) != bool(metric) or bool(slug) != bool(pathway):
            return None
        return telling_place(pathway, metric) or first_place_with(metric, pathway)
