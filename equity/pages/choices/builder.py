"""The form of the table builder: what can be chosen, what was chosen, what is missing."""

from functools import cached_property

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from equity import cohorts
from equity.enums import PublicationState
from equity.models import Dimension, Group, Metric, Publication, PublishedCell
from equity.pages.choices.form_lists import options_html
from equity.pages.choices.permalink import Choices
from equity.pages.choices.place_lists import MOST_FOUND, about_found, place_lists
from equity.pages.published.on_file import pathway_titles, segments_on_file
from equity.pages.published.standing import WINDOW
from equity.pages.published.standing_sql import HAS_CELLS
from partners.kept_values import value_until_edited
from pathways_portal.common.prepared import PlannedSql
from programs.address_words import about_names
from programs.filters import TRACKING

MANY = ("metric", "place", "cohort")
ONE = ("by", "pathway", "segment")

_COHORTS = PlannedSql(
    "standing_cohorts",
    f"""
    SELECT DISTINCT publication.cohort, spans.years
    FROM equity_publication AS publication CROSS JOIN generate_series(1, 5) AS spans (years)
    WHERE publication.state = 'standing' AND (
        SELECT TRUE FROM equity_slice AS slice
        WHERE slice.metric_id = publication.metric_id AND slice.cohort = publication.cohort
          AND slice.span = spans.years AND {HAS_CELLS}
        LIMIT 1
    )
    ORDER BY 1 DESC, 2
    """,  # noqa: S608 - built from constants
)


@value_until_edited
def cohort_keys():
    """Every cohort on file as it stands in addresses, newest first."""
    return tuple(
        cohort if years == 1 else f"{cohort}{WINDOW}{cohorts.last_year(cohort, years)}"
        for cohort, years in _COHORTS.rows(connection)
    )


@value_until_edited
def metrics_standing():
    """The metrics that something stands published on, from who enters to who earns."""
    stands = Publication.objects.filter(metric=OuterRef("pk"), state=PublicationState.STANDING)
    return tuple(Metric.objects.filter(Exists(stands)).order_by("order", "code"))


@value_until_edited
def dimensions_on_file():
    """The dimensions that anything is split by, as they stand in lists."""
    used = Group.objects.filter(
        Exists(PublishedCell.objects.filter(group=OuterRef("pk"))), dimension=OuterRef("pk")
    )
    rows = Dimension.objects.filter(Exists(used)).order_by("order", "label", "pk")
    return tuple(rows)


def key_words(key):
    """A cohort of an address as it is printed."""
    first, _window, last = key.partition(WINDOW)
    return cohorts.words(first, last or first)


class Builder:
    """The form: what can be chosen, what was chosen, and what is missing."""

    def __init__(self, data=None, choices=None):
        self.data = data
        self.chosen = choices or self._chosen()

    def _chosen(self):
        many = [tuple(dict.fromkeys(v for v in self.data.getlist(name) if v)) for name in MANY]
        return Choices(*many, *(self.data.get(name, "") for name in ONE))

    @property
    def is_asked(self):
        return bool(self.chosen.metrics or self.chosen.places or self.chosen.cohorts)

    @property
    def missing(self):
        """A sentence for each list of which nothing is chosen yet."""
        found = []
        if not self.chosen.metrics:
            found.append(_("Choose at least one measure."))
        if not self.chosen.places:
            found.append(_("Choose at least one place."))
        if not self.chosen.cohorts:
            found.append(_("Choose at least one cohort."))
        return found

    @property
    def words(self):
        """Words of the name of a place that is looked for; "" where none is."""
        return self.data.get("find", "").strip() if self.data else ""

    @property
    def said(self):
        """What of the address was not used, and what a search for places found."""
        names = [name for name in self.data or () if name not in (*MANY, *ONE, "find")]
        said = list(about_names([name for name in names if not TRACKING.match(name)][:3]))
        return [*said, about_found(self._found)] if self.words else said

    @cached_property
    def metrics(self):
        rows = metrics_standing()
        return [(one.code, one.local_name, one.code in self.chosen.metrics) for one in rows]

    @cached_property
    def _lists(self):
        return place_lists()

    @cached_property
    def _found(self):
        return self._lists.matching(self.words) if self.words else []

    @property
    def has_more_places(self):
        return self._lists.has_more

    @cached_property
    def places(self):
        """A box for each, as the page has them."""
        return self._lists.boxes_with(self.chosen.places, self._found[:MOST_FOUND])

    @cached_property
    def cohorts(self):
        return [(key, key_words(key), key in self.chosen.cohorts) for key in cohort_keys()]

    @cached_property
    def dimensions(self):
        usual = self.chosen.by or "ethnicity"
        return [(one.code, one.local_label, one.code == usual) for one in dimensions_on_file()]

    @property
    def pathways(self):
        """The options of the list of pathways, as the page has them."""
        everything = [("", _("All pathways"), False)]
        return options_html(
            everything
            + [
                (slug, title, slug == self.chosen.pathway)
                for slug, title in pathway_titles().values()
            ]
        )

    @property
    def segments(self):
        """The options of the list of segments, as the page has them."""
        found = [
            (one.value, one.label, one.value == self.chosen.segment) for one in segments_on_file()
        ]
        return options_html([("", _("All segments"), False), *found])
