"""What the words of a file mean: places, pathways, metrics, dimensions and groups on file.

Names are compared without regard to case and to how many blanks stand between words.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from equity.models import ALL, Dimension, Group, Metric, SourceLabel
from partners.enums import Segment
from partners.models import County, Organization, Region
from programs.models import Pathway

SEGMENTS = {
    "ms": Segment.MIDDLE_SCHOOL,
    "hs": Segment.HIGH_SCHOOL,
    "ae": Segment.ADULT_EDUCATION,
    "noncredit": Segment.NONCREDIT,
    "cc": Segment.COLLEGE,
    "college": Segment.COLLEGE,
}
WHOLE_REGION = "region"
ALL_STUDENTS = ("all", "all students")
ORGANIZATION, COUNTY, REGION = "organization", "county", "region"


def folded(text):
    return " ".join(text.casefold().split())


class Unknown(Exception):
    """The sentence says what is not known, and what to write instead."""


class _Names:
    """Names in order of preference: what a code says is not asked of other names."""

    def __init__(self, levels):
        self._levels = [defaultdict(set) for _level in range(levels)]

    def add(self, level, text, value):
        if text:
            self._levels[level][folded(text)].add(value)

    def find(self, text):
        """All that the first level which knows the name says; an empty set if none does."""
        key = folded(text)
        return next((level[key] for level in self._levels if key in level), set())


class Places:
    """Organizations, counties and the region; `find` gives (kind, id)."""

    def __init__(self):
        self._names = _Names(3)
        self._segments = {}
        rows = Organization.objects.values_list(
            "pk",
            "slug",
            "cds_code",
            "ipeds_id",
            "mis_code",
            "name",
            "short_name",
            "aliases",
            "segments",
        )
        for pk, slug, cds, ipeds, mis, name, short, aliases, segments in rows.iterator():
            place = (ORGANIZATION, pk)
            self._segments[place] = segments
            for level, names in enumerate([(slug, cds, ipeds, mis), (name,), (short, *aliases)]):
                for text in names:
                    self._names.add(level, text, place)
        for pk, name, fips in County.objects.values_list("pk", "name", "fips"):
            self._names.add(0, fips, (COUNTY, pk))
            for text in (name, f"{name} County"):
                self._names.add(1, text, (COUNTY, pk))
        self._regions = [
            (REGION, pk) for pk in Region.objects.order_by("pk").values_list("pk", flat=True)
        ]

    def find(self, text, segment):
        if not text:
            raise Unknown(_("the organization is missing. For the whole region write Region."))
        if folded(text) == WHOLE_REGION and self._regions:
            return self._regions[0]
        found = self._names.find(text)
        if len(found) > 1:
            found = {place for place in found if segment in self._segments.get(place, ())} or found
        if len(found) > 1:
            raise Unknown(
                _("“%s” is the name of several organizations. Write the code of one.") % text[:60]
            )
        if not found:
            raise Unknown(
                _(
                    "no organization or county “%s” is on file. Write its name as on its page, or "
                    "its CDS, IPEDS or MIS code."
                )
                % text[:60]
            )
        return next(iter(found))


class Pathways:
    """`find` gives an id, None for all pathways."""

    def __init__(self):
        self._names = _Names(2)
        for pk, slug, title, code in Pathway.objects.values_list(
            "pk", "slug", "title", "code__code"
        ):
            self._names.add(0, slug, pk)
            self._names.add(0, code, pk)
            self._names.add(1, title, pk)

    def find(self, text):
        if not text:
            return None
        found = self._names.find(text)
        if len(found) > 1:
            raise Unknown(
                _("“%s” is the title of several pathways. Write the web name of one.") % text[:60]
            )
        if not found:
            raise Unknown(_("no pathway “%s” is on file.") % text[:60])
        return next(iter(found))


class References:
    """Metrics, dimensions and groups by code or label."""

    def __init__(self):
        self._metrics, self._dimensions, self._groups = _Names(2), _Names(2), _Names(3)
        for metric in Metric.objects.all():
            self._metrics.add(0, metric.code, metric)
            self._metrics.add(1, metric.name, metric)
        for dimension in Dimension.objects.all():
            self._dimensions.add(0, dimension.code, dimension)
            self._dimensions.add(1, dimension.label, dimension)
        for pk, of, code, label in Group.objects.values_list("pk", "dimension_id", "code", "label"):
            self._groups.add(0, f"{of} {code}", pk)
            self._groups.add(1, f"{of} {label}", pk)
        for pk, of, label in SourceLabel.objects.values_list(
            "group_id", "group__dimension_id", "label"
        ):
            self._groups.add(2, f"{of} {label}", pk)
        for text in ALL_STUDENTS:
            for all_students in Group.objects.filter(dimension__code=ALL, code=ALL):
                self._groups.add(2, f"{all_students.dimension_id} {text}", all_students.pk)

    def metric(self, text):
        return self._one(self._metrics, text, _("unknown metric “%s”."))

    def dimension(self, text):
        return self._one(self._dimensions, text, _("unknown dimension “%s”."))

    def group(self, dimension, text):
        """The id of a group of the dimension."""
        found = self._groups.find(f"{dimension.pk} {text}")
        if len(found) != 1:
            raise Unknown(
                _("unknown group “%(group)s” of the dimension %(dimension)s.")
                % {"group": text[:60], "dimension": dimension.code}
            )
        return next(iter(found))

    def _one(self, names, text, sentence):
        found = names.find(text)
        if len(found) != 1:
            raise Unknown(sentence % text[:60])
        return next(iter(found))
