"""What an address asks of the comparison. What was not asked comes by where most places have it."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.enums import MetricKind
from equity.models import ALL
from equity.pages.choices.asked import Asked
from equity.pages.choices.builder import cohort_keys, key_words, metrics_standing
from equity.pages.choices.comparable import choices, cohorts, groups, metrics, pathways
from equity.pages.choices.form_lists import Field
from equity.pages.choices.not_prepared import NotPrepared, PathwayElsewhere, no_place
from equity.pages.choices.split_by import chosen_dimension, only_the_total
from equity.pages.published.group_words import full_label_of
from equity.pages.published.groups import groups_on_file
from equity.pages.published.on_file import segments_on_file
from equity.pages.published.places import place_named
from equity.pages.published.standing import cohort_words
from partners.enums import Segment
from programs.address_words import shorten


class CompareChoice(Asked):
    """A measure, pathway, segment, cohort, way of dividing and group; raises `NotPrepared`.

    All places are compared: a `place` in the address is left out, which is said.
    """

    # Without "find": no list of places stands here that words could be looked for in.
    own = ("pathway", "metric", "segment")

    def __init__(self, data, names):
        super().__init__(data, names)
        key = data.get("place", "").strip()
        if key and key not in self._lists.by_key and place_named(key) is None:
            raise no_place(key)
        if slug := self._slug_elsewhere:
            raise self._elsewhere(slug)

    place = None

    def _elsewhere(self, slug):
        """Where organizations are compared on a pathway: by the measure that is asked for, if any
        of them has it, else by that which most of them have."""
        pathway = self._pathway_elsewhere(slug).pk
        if pathway not in pathways():
            raise self._nothing("pathway")
        fits = any(one.pathway == pathway for one in self._choices)
        is_known = any(one.code == self.value("metric") for one in metrics_standing())
        return PathwayElsewhere(slug, **({"metric": ""} if is_known and not fits else {}))

    @property
    def _pathways_elsewhere(self):
        return pathways()

    @property
    def _elsewhere_words(self):
        return _("Only with other measures")

    @property
    def sentences(self):
        """What of the address was not used; a way to divide without a group says nothing yet."""
        said = [*super().sentences]
        if self.value("by") and self.group.code == ALL and not self.data.get("group", "").strip():
            by = self.dimension.local_label
            if self.dimension.code != ALL:
                said.append(
                    _("Split by “%(by)s”: no group is chosen, so all students are shown.")
                    % {"by": by}
                )
        return said

    @property
    def is_empty(self):
        return not self._metric_keys

    @cached_property
    def _metric_keys(self):
        return metrics()

    @cached_property
    def _choices(self):
        """Those of the measure that is asked for; to go through all takes a state's time."""
        code = self.value("metric")
        asked = (key for key in self._metric_keys if self._metrics[key].code == code)
        key = next(asked, None)
        return choices(key) if key or not code else ()

    @cached_property
    def _left(self):
        """The choices that have what the address names, where most places are first.

        What is known and that no organization has together is given up, the segment first.
        """
        found = list(self._choices)
        if self.value("metric") and not found:
            found = self._without_metric()
        if slug := self.value("pathway"):
            known = next((one for one in self.on_file.pathways if one.slug == slug), None)
            kept = [one for one in found if known and one.pathway == known.pk]
            if known and not kept:
                self.give_up("pathway", _("Pathway"), known.local_title)
            elif not kept:
                raise self._nothing("pathway")
            found = kept or found
        if code := self.value("segment"):
            kept = [one for one in found if one.segment == code]
            known = next((one for one in segments_on_file() if one.value == code), None)
            if known and not kept:
                self.give_up("segment", _("Segment"), known.label)
            elif not kept:
                raise self._nothing("segment")
            found = kept or found
        return found

    def _without_metric(self):
        """Where no organization has the measure that is asked for: it is given up if it stands."""
        code = self.value("metric")
        known = next((one for one in metrics_standing() if one.code == code), None)
        if known is None:
            raise self._nothing("metric")
        self.give_up("metric", _("Measure"), known.local_name)
        return list(choices(None))

    @staticmethod
    def _nothing(name):
        return NotPrepared(_("No organization has figures on this measure and pathway."), name)

    @cached_property
    def chosen(self):
        """The `Choice`: that of most places; of these a rate before a share."""
        if not self._left:
            raise self._nothing("")
        most = self._left[0].places
        return min(
            (one for one in self._left if one.places == most),
            key=lambda one: (
                self._metrics[one.metric].kind != MetricKind.RATE,
                -self._metrics[one.metric].order,
            ),
        )

    @cached_property
    def metric(self):
        return self._metrics[self.chosen.metric]

    @cached_property
    def metrics(self):
        found = (self._metrics[key] for key in self._metric_keys)
        return sorted(found, key=lambda one: (one.order, one.code))

    @cached_property
    def _of_metric(self):
        chosen = self.chosen.metric
        rows = self._choices or choices(chosen)
        return [one for one in rows if one.metric == chosen]

    @cached_property
    def _pathway_keys(self):
        return {one.pathway for one in self._of_metric}

    @cached_property
    def pathway(self):
        return next((one for one in self.pathways if one.pk == self.chosen.pathway), None)

    @cached_property
    def segments(self):
        here = [one for one in self._of_metric if one.pathway == self.chosen.pathway]
        return [one for one in Segment if one.value in {other.segment for other in here}]

    @cached_property
    def segment(self):
        return Segment(self.chosen.segment)

    # --- Cohort ----------------------------------------------------------------------------------

    @cached_property
    def _cohorts(self):
        return cohorts(self.chosen.metric, self.chosen.pathway, self.chosen.segment)

    @cached_property
    def _cohort(self):
        key = self.value("cohort")
        if key:
            found = next((one for one in self._cohorts if one.standing.key == key), None)
            if found:
                return found
            if key not in cohort_keys():
                raise NotPrepared(
                    _("No organization has “%(metric)s” for %(cohort)s.")
                    % {"metric": self.metric.local_name, "cohort": shorten(key)},
                    "cohort",
                )
            self.give_up("cohort", _("Cohort"), key_words(key))
        complete = [one for one in self._cohorts if one.standing.is_complete] or self._cohorts
        return max(complete, key=lambda one: one.places)  # the first, the newest, of several

    @cached_property
    def standing(self):
        return self._cohort.standing

    @property
    def cohort(self):
        """The chosen cohort in words."""
        return cohort_words(self.standing)

    def _cohort_field(self):
        return Field(
            "cohort",
            _("Cohort"),
            [(one.standing.key, _with_places(one), one is self._cohort) for one in self._cohorts],
        )

    # --- Groups ----------------------------------------------------------------------------------

    @cached_property
    def _groups(self):
        return groups(self._cohort.slices, self.standing.publication.pk)

    @cached_property
    def dimensions(self):
        found = {one.dimension_id: one.dimension for one, _shown in self._groups}
        return [one for one in found.values() if one.code != ALL]

    @cached_property
    def dimension(self):
        """As asked, else the usual one; of shares the one that most places show."""
        if not self.dimensions:
            return only_the_total(self, ()) or chosen_dimension(self, ())
        if self.value("by") or self.metric.kind != MetricKind.COMPOSITION:
            return chosen_dimension(self, self.dimensions)
        shown = {one: self._most_shown(one)[1] for one in self.dimensions}
        return max(self.dimensions, key=lambda one: shown[one])

    def _most_shown(self, dimension):
        """(Group, places) of the group that most places show."""
        of = [(g, n) for g, n in self._groups if g.dimension == dimension and not g.is_unknown]
        return max(of, key=lambda pair: pair[1], default=(None, 0))

    @cached_property
    def groups(self):
        """Those of the form: everyone, where that is not always 100 %, and the dimension's."""
        everyone = [one for one, _shown in self._groups if one.code == ALL]
        if self.metric.kind == MetricKind.COMPOSITION:
            everyone = []
        return [
            *everyone,
            *(
                one
                for one, _n in self._groups
                if one.dimension == self.dimension and one.code != ALL
            ),
        ]

    @cached_property
    def group(self):
        dimension = self.dimension  # with the way to divide its groups give way
        code = self.value("group")
        gave_way = "by" in self.given_up and code != ALL
        if code and (gave_way or code not in {one.code for one in self.groups}):
            known = self._group_called(code)
            if known is None:
                raise NotPrepared(_("There is no group called “%s” here.") % shorten(code), "group")
            self.give_up("group", _("Group"), full_label_of(known))
            code = ""
        if not code and self.metric.kind == MetricKind.COMPOSITION:
            return self._most_shown(dimension)[0] or self.groups[0]
        found = next((one for one in self.groups if one.code == (code or ALL)), None)
        return found or next(iter(self.groups), None)

    def _group_called(self, code):
        """A Group on file by its code, of the dimension that is asked for before any other; None
        where there is none."""
        by = self.data.get("by", "").strip() or self.dimension.code
        called = [one for one in groups_on_file().by_key.values() if one.code == code]
        return min(called, key=lambda one: one.dimension.code != by, default=None)


def _with_places(one):
    return ngettext("%(cohort)s (%(count)s place)", "%(cohort)s (%(count)s places)", one.places) % {
        "cohort": cohort_words(one.standing),
        "count": one.places,
    }
