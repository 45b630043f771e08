"""What an address asks of the equity pages: one value of each list, or a table that is not there.

A value that is on no list is answered with 404: only what was prepared and protected at publication
can be asked for. What was not asked comes by default. Values that are on lists and that no slice
has together are what a form sends when one of its lists is changed: the place stays, what it does
not have gives way to what is usual there, and a sentence says so.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from equity.pages.choices.asked_form import AskedForm
from equity.pages.choices.asked_place import AskedPlace
from equity.pages.choices.builder import cohort_keys, key_words, metrics_standing
from equity.pages.choices.not_prepared import NotPrepared
from equity.pages.choices.usual import OnFile, usual_metric
from equity.pages.published.on_file import metrics_on_file, segments_on_file
from equity.pages.published.showing import pathways_that
from equity.pages.published.standing import newest_complete, standing_of
from partners.enums import Segment
from programs.address_words import about_names, about_repeats, shorten
from programs.filters import TRACKING


class Asked(AskedPlace, AskedForm):
    """The place, pathway, metric and segment that an address asks for, and what else there is.

    Raises `NotPrepared` where an attribute is asked that has no answer, and `PlaceSought` where the
    place is asked for by words of its name. `names`: the parameters that the page knows besides.
    `fits`: what the page shows, as `places_that` names it; what has nothing of it is not offered.
    """

    own = ("place", "find", "pathway", "metric", "segment")
    usual_by = ""  # the code of the dimension that comes unasked, if not the first of lists

    def __init__(self, data, names=(), *, place=None, pathway=None, fits=None):
        self.data, self.names = data, (*self.own, *names)
        self._place, self._pathway, self._fits = place, pathway, fits
        self.given_up = {}
        self.on_file = OnFile()

    def value(self, name):
        """What the address asks for, "" for what was given up and for what the page does not know:
        no value that its reader is told is not used decides anything."""
        if name not in self.names or name in self.given_up:
            return ""
        return self.data.get(name, "").strip()

    def give_up(self, name, label, words):
        """Take a value that is on a list, and not here, for one that was not asked."""
        self.given_up[name] = _("%(label)s: %(value)s") % {"label": label, "value": words}

    def query(self, **changed):
        """The state as a query: what was asked, with some values changed; None takes one away."""
        pairs = {name: self.value(name) for name in self.names} | changed
        return urlencode({name: value for name, value in pairs.items() if value})

    @property
    def _about_given_up(self):
        if not self.given_up:
            return []
        said = {"choices": "; ".join(self.given_up.values())}
        if self.place is None:  # a comparison is of no place
            return [
                _("There is no table as asked (%(choices)s), so what most places have is shown.")
                % said
            ]
        said["place"] = self.place.name
        return [
            _("There is no table of %(place)s as asked (%(choices)s), so its usual one is shown.")
            % said
        ]

    @property
    def sentences(self):
        """What of the address was not used."""
        return [*self._about_given_up, *self._about_names]

    @cached_property
    def _about_names(self):
        unknown = [
            name for name in self.data if name not in self.names and not TRACKING.match(name)
        ]
        return [*about_names(unknown[:3]), *about_repeats(self.data, self.names)]

    # --- Pathway, metric, segment ----------------------------------------------------------------

    @cached_property
    def _pathway_keys(self):
        """The pathways that can be asked for (primary keys); None among them is all together."""
        if self.place is None:
            return frozenset()
        keys = self.on_file.offers(self.place).keys()
        if self._fits is None:
            return keys
        single = tuple(key for key in keys if key is not None)
        kept = pathways_that(self.place, single, self._fits) if single else frozenset()
        return kept | {None} if None in keys and self._of_page(None) else kept

    def _of_page(self, pathway):
        """{(metric, segment)} of what the page has something to show of on a pathway."""
        found = self.on_file.newest(self.place, pathway)
        return {(one.metric, one.segment) for one in found if getattr(one, self._fits)}

    @property
    def has_nothing(self):
        """Whether the page has nothing to show of the place, whatever else is chosen."""
        return not self._pathway_keys

    @cached_property
    def offered(self):
        """Every `Offer` of the place on the pathway that the page has something to show of."""
        key = self.pathway and self.pathway.pk
        found = self.on_file.offers(self.place).get(key, ()) if self.place else ()
        if self._fits is None or not found:
            return found
        kept = self._of_page(key)
        return [one for one in found if (one.metric, one.segment) in kept]

    @cached_property
    def _metrics(self):
        return metrics_on_file()

    @cached_property
    def pathways(self):
        """The pathways that the place has figures on, by title."""
        return self.on_file.of_keys(self._pathway_keys)

    @cached_property
    def pathway(self):
        """A Pathway, or None for all together."""
        if self._pathway:
            return self._pathway
        slug = self.value("pathway")
        if not slug:
            return self.on_file.usual_pathway(self._pathway_keys)
        found = next((one for one in self.pathways if one.slug == slug), None)
        if found:
            return found
        known = next((one for one in self.on_file.pathways if one.slug == slug), None)
        if known is None or self.has_nothing:
            raise NotPrepared(
                _("%(place)s has no figures on a pathway called “%(name)s”.")
                % {"place": self.place.name, "name": known.local_title if known else shorten(slug)},
                "pathway",
            )
        self.give_up("pathway", _("Pathway"), known.local_title)
        return self.on_file.usual_pathway(self._pathway_keys)

    @cached_property
    def metrics(self):
        """What is measured here, from who enters to who earns."""
        keys = {one.metric for one in self.offered}
        return sorted((self._metrics[key] for key in keys), key=lambda one: (one.order, one.code))

    @cached_property
    def metric(self):
        code = self.value("metric")
        if not code:
            return self._usual_metric()
        found = next((one for one in self.metrics if one.code == code), None)
        if found:
            return found
        known = next((one for one in metrics_standing() if one.code == code), None)
        if known is None or not self.metrics:
            of_any = next((one for one in self._metrics.values() if one.code == code), None)
            raise self._no_table(
                of_any.local_name if of_any else shorten(code), self._where, "metric"
            )
        self.give_up("metric", _("Measure"), known.local_name)
        return self._usual_metric()

    @staticmethod
    def _no_table(metric, where, name):
        words = _("No table of “%(metric)s” was prepared for %(place)s.")
        return NotPrepared(words % {"metric": metric, "place": where}, name)

    def _usual_metric(self):
        made_up = {one.metric: one.is_synthetic for one in self.offered}
        return usual_metric(self.metrics, made_up, self._newest_asked)

    def _newest_asked(self):
        """Every `Newest` here, of the segment that is asked for, if there is any of it."""
        found = self.on_file.newest(self.place, self.pathway and self.pathway.pk)
        return [one for one in found if one.segment == self.value("segment")] or found

    @property
    def _where(self):
        if self.pathway is None:
            return self.place.name
        return f"{self.place.name} · {self.pathway.local_title}"

    @cached_property
    def segments(self):
        found = {one.segment for one in self.offered if one.metric == self.metric.pk}
        return [one for one in Segment if one.value in found]

    @cached_property
    def segment(self):
        asked = self.value("segment")
        if not asked:
            return self.segments[0]
        found = next((one for one in self.segments if one.value == asked), None)
        if found:
            return found
        known = next((one for one in segments_on_file() if one.value == asked), None)
        if known is None:
            where = f"{self._where} · {shorten(asked)}"
            raise self._no_table(self.metric.local_name, where, "segment")
        self.give_up("segment", _("Segment"), known.label)
        return self.segments[0]

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
        found = next((one for one in self.standings if one.key == key), None)
        if key and not found and key in cohort_keys() and self.standings:
            self.give_up("cohort", _("Cohort"), key_words(key))
            key = ""
        if not key:
            found = newest_complete(self.standings)
        if found is None:
            where = f"{self._where} {shorten(key)}"
            raise self._no_table(self.metric.local_name, where, "cohort" if key else "place")
        return found
