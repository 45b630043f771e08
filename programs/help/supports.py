"""The page of supports: what help there is, for whom, where to ask, and on which pathways."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import django_filters
from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.enums import Segment
from partners.querysets import public_organization
from pathways_portal.common.enums import EditingStatus
from programs.address_words import about_choices, about_names, about_repeats
from programs.enums import SupportKind
from programs.filters import TRACKING, TextFilter
from programs.list_state import Chip
from programs.models import OrganizationSupport, PathwaySupport, ProgramSupport, Support
from programs.querysets import counted_place, public_program
from programs.state_address import StateAddress

# Organizations named for one support; a whole state has hundreds.
PLACES_SHOWN = 12
# A university is where students go on, no place of this region's supports.
SEGMENTS = {one.value: one.label for one in Segment if one != Segment.UNIVERSITY}
KINDS = dict(SupportKind.choices)


class SupportFilter(django_filters.FilterSet):
    """The inputs of the page: a segment and a kind."""

    segment = TextFilter(label=gettext_lazy("Where I learn"), longest=20)
    kind = TextFilter(label=gettext_lazy("Kind of help"), longest=20)

    class Meta:
        model = Support
        fields: list[str] = []

    @cached_property
    def inputs(self):
        self.form.is_valid()
        return self.form.cleaned_data


@dataclass
class SupportHere:
    """A support: the first organizations of `places_in_all`, the pathways, how many programs."""

    support: Support
    places: list = field(default_factory=list)
    places_in_all: int = 0
    pathways: list = field(default_factory=list)
    programs: int = 0
    program_samples: int = 0

    @property
    def more(self):
        return self.places_in_all - len(self.places)

    @property
    def segments(self):
        """The segments it is for, in the order of a life; empty where that is not on file."""
        return [one.value for one in Segment if one.value in self.support.segments]


class SupportList(StateAddress):
    """One state of the page. Templates print its attributes. Four queries."""

    def __init__(self, data):
        asked = SupportFilter(data)
        self.data = data
        self.inputs = asked.inputs
        self.labels = {name: one.label for name, one in asked.filters.items()}
        self.unknown_names = [
            name for name in data if name not in asked.filters and not TRACKING.match(name)
        ]
        self.list_url = reverse("programs:supports")
        self.segment = self._known("segment", SEGMENTS)
        self.kind = self._known("kind", KINDS)

    def _known(self, name, choices):
        return self.inputs[name] if self.inputs[name] in choices else ""

    @cached_property
    def _parameters(self):
        pairs = [("segment", self.segment), ("kind", self.kind)]
        return [(name, value) for name, value in pairs if value]

    @property
    def choices(self):
        """[(name, label, words for "all", [(value, label, is chosen)])] of the two menus."""
        return [
            (name, self.labels[name], every, [(k, v, k == chosen) for k, v in choices.items()])
            for name, every, choices, chosen in (
                ("segment", _("All segments"), SEGMENTS, self.segment),
                ("kind", _("All kinds"), KINDS, self.kind),
            )
        ]

    @property
    def chips(self):
        chosen = {"segment": SEGMENTS.get(self.segment), "kind": KINDS.get(self.kind)}
        return [Chip(str(label), self.url(without=[n])) for n, label in chosen.items() if label]

    # --- Rows -----------------------------------------------------------------------------------

    @cached_property
    def rows(self):
        """A `SupportHere` of each published support that fits."""
        supports = Support.objects.published().order_by("name", "pk")
        if self.kind:
            supports = supports.filter(kind=self.kind)
        fitting = list(supports)
        if self.segment:
            fitting = [one for one in fitting if self.segment in one.segments]
        rows = {one.pk: SupportHere(one) for one in fitting}
        self.without_segments = sum(not one.segments for one in supports) if self.segment else 0
        for place in self._places(list(rows)):
            rows[place.support_id].places.append(place)
            rows[place.support_id].places_in_all = place.in_all
        for pathway in _pathways(list(rows)):
            rows[pathway.support_id].pathways.append(pathway)
        for support, count, samples in _programs(list(rows)):
            rows[support].programs, rows[support].program_samples = count, samples
        return list(rows.values())

    def _places(self, supports):
        """The first places of each support, real ones first, with how many there are `in_all`."""
        places = OrganizationSupport.objects.filter(
            public_organization("organization__"), support__in=supports
        )
        if self.segment:
            places = places.filter(organization__segments__contains=[self.segment])
        by_name = ["is_sample", "organization__name", "pk"]
        return (
            places.annotate(
                place=Window(RowNumber(), partition_by="support", order_by=by_name),
                in_all=Window(Count("pk"), partition_by="support"),
            )
            .filter(place__lte=PLACES_SHOWN)
            .select_related("organization")
            .order_by("place")
        )

    @cached_property
    def groups(self):
        """[(kind, its words, its rows)], without empty ones."""
        by_kind = defaultdict(list)
        for row in self.rows:
            by_kind[row.support.kind].append(row)
        return [(kind, KINDS[kind], by_kind[kind]) for kind in KINDS if by_kind[kind]]

    @property
    def total(self):
        return len(self.rows)

    @property
    def found(self):
        return ngettext("%(count)s support", "%(count)s supports", self.total) % {
            "count": self.total
        }

    @property
    def has_samples(self):
        return any(
            row.support.is_sample
            or row.program_samples
            or any(one.is_sample for one in [*row.places, *row.pathways])
            for row in self.rows
        )

    @property
    def sources(self):
        """The supports with different sources, each source once."""
        supports = [row.support for row in self.rows]
        return list({(one.source, one.source_url): one for one in supports}.values())

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        said = list(
            about_choices(
                (self.labels[name], self.inputs[name])
                for name, known in (("segment", self.segment), ("kind", self.kind))
                if self.inputs[name] and not known
            )
        )
        said += about_names(self.unknown_names[:3])
        said += about_repeats(self.data, tuple(self.labels))
        if self.rows is not None and self.without_segments:
            said.append(
                ngettext(
                    "%(n)s support is left out: for which segments it is, is not on file.",
                    "%(n)s supports are left out: for which segments they are, is not on file.",
                    self.without_segments,
                )
                % {"n": self.without_segments}
            )
        return said


def _pathways(supports):
    return (
        PathwaySupport.objects.filter(support__in=supports, pathway__status=EditingStatus.PUBLISHED)
        .select_related("pathway")
        .order_by("is_sample", "pathway__title", "pk")
    )


def _programs(supports):
    """(support, public programs that have it, of them sample data), counted as in the finder."""
    rows = ProgramSupport.objects.filter(
        public_program("program__"), counted_place(), support__in=supports
    )
    return (
        rows.values_list("support")
        .annotate(n=Count("pk"), samples=Count("pk", filter=Q(program__is_sample=True)))
        .order_by("support")
    )
