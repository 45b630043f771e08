"""How many gaps there are, added up by the night's job, so that no page has to count them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from programs.models import gap_fields
from programs.models.gap_fields import OfAlignment


def _number(name, help_text):
    return models.PositiveIntegerField(verbose_name=name, help_text=help_text)


def _by_miles(name, help_text):
    return ArrayField(models.PositiveIntegerField(), verbose_name=name, help_text=help_text)


class AlignmentCount(OfAlignment):
    """How many alignment gaps of one kind, state, segment and sector an organization has.

    Worked out every night with the gaps; what the list of gaps can be narrowed by is here too.
    """

    organization = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="+",
        verbose_name=_("organization"),
        help_text=_("Whose course, program or agreement it is."),
    )
    gaps = _number(_("gaps"), _("How many there are."))

    class Meta:
        verbose_name = _("number of alignment gaps")
        verbose_name_plural = _("numbers of alignment gaps")

    def __str__(self):
        return f"{self.kind}, {self.state}: {self.gaps}"


class PlaceCount(models.Model):
    """Of the schools of a district in a county: how many have a program of a sector, or one near.

    Worked out every night from the nearest programs. A row of every sector for each district and
    county that has schools of the segment.
    """

    segment = gap_fields.segment(_("Of the students."))
    county = gap_fields.county(_("Of the schools; empty if not on file."))
    district = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("district"),
        help_text=_("Of the schools; empty for charter and adult schools that have none."),
    )
    sector = gap_fields.sector(_("Of the programs."))
    schools = _number(_("schools"), _("How many there are."))
    reported = _number(_("reported"), _("How many of them reported their whole list of programs."))
    own = _number(_("own"), _("How many have a program of their own."))
    samples = _number(
        _("samples"), _("How many real schools have a sample program, which is not counted.")
    )
    near = _by_miles(
        _("near"),
        _("How many without their own have one within 0 miles, 1 mile and so on up to 50."),
    )
    known = _by_miles(
        _("known"), _("How many that reported have their own or one within 0, 1 … 50 miles.")
    )

    class Meta:
        verbose_name = _("number of place gaps")
        verbose_name_plural = _("numbers of place gaps")
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "sector", "county", "district"],
                nulls_distinct=False,
                name="placecount_once_per_district_and_sector",
            ),
            CheckConstraint(
                condition=Q(near__len=51, known__len=51), name="placecount_is_of_51_distances"
            ),
        ]

    def __str__(self):
        return f"{self.segment}, {self.sector}: {self.schools}"
