"""The lists of a form, as what an address asks leaves them: what there is, and what is chosen."""

from functools import cached_property

from django.utils.translation import gettext as _

from equity.pages.choices.form_lists import Field
from equity.pages.choices.place_lists import PlaceField
from equity.pages.published.on_file import pathway_titles, places_on
from equity.pages.published.showing import places_that
from equity.pages.published.standing import cohort_words

# In front of a pathway in a list of a place that has no figures on it: it is asked for wherever it
# is on file. No pathway's web name has a point.
ELSEWHERE = "first."


class AskedForm:
    """The lists of `Asked`, which knows what is chosen and what else there is."""

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
        return [one for one in found if one and one.leaves_a_choice]

    def _place_field(self):
        lists = self._lists
        if self._fits or self._pathway:
            lists = lists.only(self._fitting_listed)
        return PlaceField(_("Place"), lists, self.place)

    def _pathway_field(self):
        chosen = self.pathway and self.pathway.pk
        everything = []
        if None in self._pathway_keys:
            everything = [("", _("All pathways"), self.pathway is None)]
        away = self._pathways_elsewhere
        titles = pathway_titles() if away or self._pathway_keys - {None} else {}
        here = [
            (slug, title, key == chosen)
            for key, (slug, title) in titles.items()
            if key in self._pathway_keys
        ]
        others = [
            (ELSEWHERE + slug, title, False)
            for key, (slug, title) in titles.items()
            if key in away and key not in self._pathway_keys
        ]
        return Field(
            "pathway", _("Pathway"), everything + here, elsewhere=(self._elsewhere_words, others)
        )

    @property
    def _pathways_elsewhere(self):
        """The pathways (primary keys) that the list leads to though they are not here: none from a
        page of one place, as of an institution."""
        return () if self._place else pathway_titles().keys()

    @property
    def _elsewhere_words(self):
        return _("Only at other places")

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

    @cached_property
    def _fitting_listed(self):
        """The places that forms list, of which the page has something to show."""
        if self._fits:
            return places_that(self._lists.listed, self._fits)
        on = {(one.field, one.pk) for one in places_on(self._pathway.pk)}
        return [one for one in self._lists.listed if (one.field, one.pk) in on]
