"""What a ledger of gaps reads: openings, links, awards, and the rows that are printed of them."""

from django.db.models import Count, F, Sum

from partners.querysets import public_organization
from pathways_portal.common.written_once import written_once
from programs.enums import AreaKind, AwardLevel, FigureKind, Scheme
from programs.labor.estimates import newest
from programs.models import (
    Area,
    AwardCount,
    Code,
    Occupation,
    OccupationFigure,
    PriorityRule,
    SupplyLink,
)

# --- Openings -----------------------------------------------------------------------------------


def _projections():
    return OccupationFigure.objects.filter(kind=FigureKind.PROJECTION, area__kind=AreaKind.COUNTY)


def _openings(figures):
    """Tuples of the newest row of each occupation and county."""
    return newest(figures).values_list(
        "occupation",
        "priced_as",
        "area__county",
        "openings",
        "area",
        "occupation__code",
        "year",
        "through_year",
        "is_estimate",
        "pk",
    )


def all_openings():
    return _openings(_projections())


@written_once
def openings_of(occupations):
    return _openings(_projections().filter(occupation__in=occupations))


@written_once
def openings_published_with(occupations):
    """Openings of other occupations under the broader codes of these."""
    own = _projections().filter(occupation__in=occupations, priced_as__isnull=False)
    others = _projections().exclude(occupation__in=occupations)
    sharing = others.filter(priced_as__in=own.values("priced_as"))
    # An older row under the broader code says nothing of an occupation that has its own by now.
    newest_rows = newest(others.filter(occupation__in=sharing.values("occupation")))
    return _openings(sharing.filter(pk__in=newest_rows.values("pk")))


# --- Links, as (code, occupation) ---------------------------------------------------------------


def all_links():
    return SupplyLink.objects.values_list("code", "occupation")


@written_once
def links_of_codes(codes):
    return all_links().filter(code__in=codes)


@written_once
def links_around(occupations):
    """Links of every code that supplies any of these."""
    codes = SupplyLink.objects.filter(occupation__in=occupations).values("code")
    return all_links().filter(code__in=codes)


# --- Awards -------------------------------------------------------------------------------------


def counted_awards(place=None):
    """Awards that count as supply in a place: in TOP codes, over all levels, of whoever is public.

    In a county those of the organizations in it.
    """
    rows = AwardCount.objects.filter(
        public_organization("organization__"),
        level=AwardLevel.ALL,
        code__code_set__scheme=Scheme.TOP,
    )
    return rows.filter(organization__county=place.county) if place and place.county else rows


def award_sums(rows):
    """(code, awards, years counted) of each organization."""
    return (
        rows.values("code", "organization")
        .annotate(total=Sum("count"), years=Count("pk"))
        .values_list("code", "total", "years")
    )


@written_once
def award_sums_of(codes, years):
    return award_sums(counted_awards().filter(code__in=codes, academic_year__in=years))


# --- What is printed of them --------------------------------------------------------------------


@written_once
def public_areas():
    """Counties and regions."""
    return Area.objects.filter(kind__in=[AreaKind.COUNTY, AreaKind.REGION]).order_by("pk")


@written_once
def codes_with_sector(codes):
    """Codes, each with `sector_id`."""
    return Code.objects.filter(pk__in=codes).annotate(sector_id=F("sector_code__sector"))


@written_once
def occupations_with_code(occupations):
    rows = Occupation.objects.filter(pk__in=occupations)
    return rows.select_related("code").defer("description")


@written_once
def newest_rules():
    """The newest rule of any county: its limits say what middle-skill means in the region."""
    return PriorityRule.objects.select_related("benchmark").order_by("-year", "pk")[:1]
