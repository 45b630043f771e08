"""Where: regions, their counties, and the named points people type."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import PlaceKind
from pathways_portal.common.models import Sourced


@pghistory.track()
class Region(Sourced):
    """A group of counties whose segments work as one."""

    name = models.CharField(
        max_length=120, unique=True, verbose_name=_("name"), help_text=_("Name people use.")
    )
    name_es = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Name in Spanish."),
    )
    slug = models.SlugField(
        max_length=60,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self):
        return self.name


@pghistory.track()
class County(Sourced):
    """A county, known by its five-digit federal code."""

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="counties",
        verbose_name=_("region"),
        help_text=_("The region it belongs to."),
    )
    fips = models.CharField(
        max_length=5,
        unique=True,
        verbose_name=_("FIPS code"),
        help_text=_("Federal county code, five digits such as 06073."),
    )
    name = models.CharField(
        max_length=60, verbose_name=_("name"), help_text=_("Name without the word county.")
    )
    slug = models.SlugField(
        max_length=60,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        constraints = [
            CheckConstraint(
                condition=Q(fips__regex=r"^\d{5}$"),
                name="county_fips_has_five_digits",
                violation_error_message=_("A county code has five digits, such as 06073."),
            )
        ]

    def __str__(self):
        return self.name


def point_constraints(prefix):
    """Latitude and longitude: both or neither, and on the globe."""
    return [
        CheckConstraint(
            condition=Q(latitude__isnull=True, longitude__isnull=True)
            | Q(latitude__isnull=False, longitude__isnull=False)
            & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            name=f"{prefix}_point_is_whole_and_on_the_globe",
            violation_error_message=_(
                "Give both latitude (-90 to 90) and longitude (-180 to 180), or neither."
            ),
        )
    ]


class Point(models.Model):
    """A point on the map in degrees (WGS 84)."""

    latitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        verbose_name=_("latitude"),
        help_text=_("Degrees north, such as 32.79."),
    )
    longitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        verbose_name=_("longitude"),
        help_text=_("Degrees east; west is negative, such as -115.56."),
    )

    class Meta:
        abstract = True


@pghistory.track()
class Place(Sourced, Point):
    """A ZIP code or a city, with the point from which distances are measured."""

    kind = models.CharField(
        max_length=4, choices=PlaceKind, verbose_name=_("kind"), help_text=_("ZIP code or city.")
    )
    name = models.CharField(
        max_length=80, verbose_name=_("name"), help_text=_("92243, or El Centro.")
    )
    city = models.CharField(
        max_length=80,
        blank=True,
        db_default="",
        verbose_name=_("city"),
        help_text=_("For a ZIP code: a city in it."),
    )
    county = models.ForeignKey(
        County,
        models.PROTECT,
        related_name="places",
        verbose_name=_("county"),
        help_text=_("The county it lies in."),
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            UniqueConstraint(fields=["kind", "name"], name="place_once_per_kind_and_name"),
            *point_constraints("place"),
        ]

    def __str__(self):
        return f"{self.name} ({self.city})" if self.city else self.name
