"""What of the figures that stand published is made up."""

from django.db.models import F

from equity.enums import PublicationState
from equity.models import Publication, Slice
from partners.kept_values import value_until_edited


def made_up_slices():
    """Slices of which some cohort stands published with made-up figures."""
    return Slice.objects.filter(
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
        metric__publications__release__is_synthetic=True,
    )


@value_until_edited
def made_up_keys():
    """{"organization", "pathway": primary keys of those that have made-up figures}; both empty
    where nothing that stands is made up."""
    slices = made_up_slices()
    return {
        field: set(slices.exclude(**{field: None}).values_list(f"{field}_id", flat=True).distinct())
        for field in ("organization", "pathway")
    }


@value_until_edited
def is_anything_made_up():
    """Whether any figure that stands published is made up."""
    made_up = Publication.objects.filter(
        state=PublicationState.STANDING, release__is_synthetic=True
    )
    return made_up.exists()
