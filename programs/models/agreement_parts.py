"""Parts of an articulation agreement: courses taken, courses earned, and who signed."""

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.models import Sourced
from programs.enums import SignerRole
from programs.models.agreement import ArticulationAgreement
from programs.models.agreement_sides import (
    SIGNED_BY_A_SIDE,
)
from programs.models.course import Course


class _Side(Sourced):
    """One course of an agreement."""

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.course)


@pghistory.track()
class SendingCourse(_Side):
    """A course that has to be taken for the credit; of several, all are needed."""

    agreement = models.ForeignKey(
        ArticulationAgreement,
        models.CASCADE,
        related_name="sending_courses",
        verbose_name=_("agreement"),
        help_text=_("The agreement."),
    )
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        related_name="agreements_out",
        verbose_name=_("course"),
        help_text=_("The course taken."),
    )

    class Meta:
        verbose_name = _("sending course")
        verbose_name_plural = _("sending courses")
        constraints = [
            UniqueConstraint(
                fields=["agreement", "course"],
                name="sendingcourse_once_per_agreement",
                violation_error_message=_("This course is in the agreement already."),
            )
        ]


@pghistory.track()
class ReceivingCourse(_Side):
    """A college course that is earned, with its units."""

    agreement = models.ForeignKey(
        ArticulationAgreement,
        models.CASCADE,
        related_name="receiving_courses",
        verbose_name=_("agreement"),
        help_text=_("The agreement."),
    )
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        related_name="agreements_in",
        verbose_name=_("course"),
        help_text=_("The college course earned."),
    )
    units = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("units"),
        help_text=_("Units earned; empty if not on file."),
    )

    class Meta:
        verbose_name = _("receiving course")
        verbose_name_plural = _("receiving courses")
        constraints = [
            UniqueConstraint(
                fields=["agreement", "course"],
                name="receivingcourse_once_per_agreement",
                violation_error_message=_("This course is in the agreement already."),
            ),
            CheckConstraint(
                condition=Q(units__isnull=True) | Q(units__gte=0),
                name="receivingcourse_units_not_negative",
            ),
        ]


@pghistory.track()
class Signature(Sourced):
    """One place in the chain of signatures: a role at one side, empty until somebody signs.

    The public sees the role, the side and the day; names are for signed-in practitioners.
    """

    agreement = models.ForeignKey(
        ArticulationAgreement,
        models.CASCADE,
        related_name="signatures",
        verbose_name=_("agreement"),
        help_text=_("The agreement."),
    )
    order = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        verbose_name=_("order"),
        help_text=_("Place in the chain; 1 signs first."),
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="signatures",
        verbose_name=_("for"),
        help_text=_("The side that is signed for."),
    )
    role = models.CharField(
        max_length=20,
        choices=SignerRole,
        verbose_name=_("role"),
        help_text=_("In which role."),
    )
    person = models.ForeignKey(
        "partners.Person",
        models.PROTECT,
        related_name="signatures",
        null=True,
        blank=True,
        verbose_name=_("person"),
        help_text=_("Who signed; empty until then, or if not on file."),
    )
    signed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("signed on"),
        help_text=_("The day of the signature; empty until then."),
    )
    recorded_by = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("on the word of"),
        help_text=_(
            "Who says that it is signed: the side itself, or the organization that keeps the "
            "agreement; empty if the source says it."
        ),
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            UniqueConstraint(
                fields=["agreement", "organization", "role"],
                name="signature_once_per_side_and_role",
                violation_error_message=_("That role has its place in the chain already."),
            ),
            CheckConstraint(
                condition=Q(person__isnull=True) | Q(signed_on__isnull=False),
                name="signature_person_has_signed_on_a_day",
                violation_error_message=_(
                    "Give the day of the signature, or leave the person out."
                ),
            ),
            CheckConstraint(
                condition=Q(recorded_by__isnull=True) | Q(signed_on__isnull=False),
                name="signature_recorded_has_signed_on_a_day",
            ),
        ]
        triggers = [SIGNED_BY_A_SIDE]

    def __str__(self):
        return f"{self.get_role_display()}, {self.organization}"

    @property
    def is_on_anothers_word(self):
        """Recorded by somebody who does not speak for the side that signed."""
        return self.recorded_by_id is not None and self.recorded_by_id != self.organization_id

    def clean(self):
        super().clean()
        sides = (
            {self.agreement.sending_id, self.agreement.receiving_id} if self.agreement_id else ()
        )
        if sides and self.organization_id and self.organization_id not in sides:
            raise ValidationError(
                {"organization": _("Choose one of the two sides of the agreement.")}
            )
