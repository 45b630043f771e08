"""Where are you now? Turns a ZIP code, city, school or college, as typed, into a point."""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Length, Lower

from partners.enums import PlaceKind
from partners.models import Organization, Place, Site

LONGEST = 100
SUGGESTIONS = 6
# Below this likeness (0 to 1) two names have little in common.
ALIKE = 0.4
PLACE_KINDS = Q(kind__in=["school", "adult_school", "college", "continuing_education"])


@dataclass
class Whereabouts:
    """What was typed, and where that is: `point` is (latitude, longitude) or None.

    `organization` is set when it is a school or college. Without a point, `suggestions` are
    names that read alike.
    """

    typed: str
    label: str = ""
    point: tuple | None = None
    organization: Organization | None = None
    suggestions: list = field(default_factory=list)

    @property
    def near_text(self):
        """What the finder takes as the same place."""
        return self.organization.slug if self.organization else self.typed


def locate(typed):
    """Find the one place that `typed` names, else places that read alike."""
    typed = " ".join(typed[:LONGEST].split())
    if not typed:
        return Whereabouts("")
    return (
        _zip_or_city(typed) or _organization(typed) or Whereabouts(typed, suggestions=_alike(typed))
    )


def _zip_or_city(typed):
    zip_code = re.match(r"^(\d{5})(-\d{4})?\b", typed)
    if zip_code:
        place = Place.objects.filter(kind=PlaceKind.ZIP, name=zip_code[1]).first()
    else:
        city = re.sub(r",?\s*(CA|California)$", "", typed, flags=re.I)
        place = Place.objects.filter(kind=PlaceKind.CITY, name__unaccent__iexact=city).first()
    if place is None or place.latitude is None:
        return None
    return Whereabouts(typed, label=str(place), point=(place.latitude, place.longitude))


def _named():
    return (
        Organization.objects.open()
        .filter(PLACE_KINDS)
        .annotate(
            other_names=Func(
                F("aliases"), Value("|"), function="array_to_string", output_field=TextField()
            )
        )
    )


def _organization(typed):
    """The organization whose name this is, or the only one that holds all the words."""
    exact = list(
        _named()
        .filter(
            Q(name__unaccent__iexact=typed)
            | Q(short_name__unaccent__iexact=typed)
            | Q(slug=typed.lower())
            | Q(other_names__unaccent__iregex=rf"(^|\|){re.escape(typed)}($|\|)")
        )
        .order_by("pk")[:2]
    )
    found = exact
    if not exact:
        holding = _named()
        for word in typed.split():
            holding = holding.filter(
                Q(name__unaccent__icontains=word) | Q(other_names__unaccent__icontains=word)
            )
        found = list(holding.order_by("pk")[:2])
    if len(found) != 1:
        return None
    site = Site.objects.filter(organization=found[0], is_main=True, latitude__isnull=False).first()
    point = site and (site.latitude, site.longitude)
    if point is None:
        return None
    return Whereabouts(typed, label=found[0].name, point=point, organization=found[0])


def _alike(typed):
    """Names of schools, colleges and cities that read like `typed`, most alike first."""
    organizations = (
        _named()
        .annotate(alike=TrigramWordSimilarity(typed, "name"))
        .filter(alike__gte=ALIKE)
        .order_by("-alike", Length("name"), Lower("name"), "pk")
        .values_list("name", "alike")[:SUGGESTIONS]
    )
    cities = (
        Place.objects.filter(kind=PlaceKind.CITY)
        .annotate(alike=TrigramWordSimilarity(typed, "name"))
        .filter(alike__gte=ALIKE)
        .order_by("-alike", "name")
        .values_list("name", "alike")[:SUGGESTIONS]
    )
    ranked = sorted([*cities, *organizations], key=lambda found: -found[1])
    return list(dict.fromkeys(name for name, _alike in ranked))[:SUGGESTIONS]
