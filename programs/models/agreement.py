"""Articulation agreements: what a course taken before college is worth there."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import connection, models
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Stewarded
from programs import agreements
from programs.enums import AgreementState, Grade, Mechanism
from programs.models.agreement_sides import (
    KEPT_BY_A_SIDE,
    MAY_KEEP,
    SIGNERS_STAY_SIDES,
)
from programs.querysets import AgreementQuerySet

# Month and day, as many days as the month has. 02-29 comes only every fourth year and is left out.
DAY_OF_YEAR = (
    r"^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12]\d|30)"
    r"|02-(0[1-9]|1\d|2[0-8]))$"
)
# Of an academic year.
_FIRST_DAY = f"{academic_year.FIRST_MONTH:02}-01"
_day_of_year = RegexValidator(DAY_OF_YEAR, _("Write the day as month and day, like 06-30."))


def _is_day_of_year(field, name):
    return CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": DAY_OF_YEAR}),
        name=name,
        violation_error_message=_("Write the day as month and day, like 06-30."),
    )


@pghistory.track()
class ArticulationAgreement(Stewarded):
    """A written statement that courses of one organization equal courses of a college.

    All its sending courses together earn all its receiving ones. An agreement of a district holds
    at each of its schools. Whether it covers a year, and whether credit can be claimed on a day, is
    computed: `covers`, `claimable`.
    """

    slug = models.SlugField(
        max_length=200,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    sending = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="agreements_out",
        verbose_name=_("sending organization"),
        help_text=_("The school, adult school or district whose courses count."),
    )
    receiving = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="agreements_in",
        verbose_name=_("receiving college"),
        help_text=_("The college that gives the credit."),
    )
    mechanism = models.CharField(
        max_length=5,
        choices=Mechanism,
        verbose_name=_("mechanism"),
        help_text=_("How the credit is earned."),
    )
    minimum_grade = models.CharField(
        max_length=1,
        choices=Grade,
        null=True,
        blank=True,
        verbose_name=_("least grade"),
        help_text=_("In each sending course; empty if not on file."),
    )
    exam = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("exam"),
        help_text=_("Which exam, and where it is taken; empty if none or not on file."),
    )
    exam_es = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("exam in Spanish"),
        help_text=_("The exam in Spanish."),
    )
    exam_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish exam reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    how_to_claim = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("how to claim"),
        help_text=_("Steps of the student, one on each line; empty if not on file."),
    )
    how_to_claim_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("how to claim, in Spanish"),
        help_text=_("The steps in Spanish."),
    )
    how_to_claim_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish steps reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    claim_opens = models.CharField(
        max_length=5,
        blank=True,
        db_default="",
        validators=[_day_of_year],
        verbose_name=_("claims open on"),
        help_text=_("First day, in the year of the course, like 03-01; empty: with the year."),
    )
    claim_closes = models.CharField(
        max_length=5,
        blank=True,
        db_default="",
        validators=[_day_of_year],
        verbose_name=_("claims close on"),
        help_text=_("Last day, like 06-30; empty if not on file."),
    )
    claim_years = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        validators=[MaxValueValidator(10)],
        verbose_name=_("years to claim"),
        help_text=_(
            "Academic years after that of the course in which that last day falls; 0: same."
        ),
    )
    while_enrolled = models.BooleanField(
        null=True,
        blank=True,
        verbose_name=_("only while enrolled"),
        help_text=_("Claimed only while enrolled at the college; empty if not on file."),
    )
    not_retroactive = models.BooleanField(
        default=True,
        db_default=True,
        verbose_name=_("not retroactive"),
        help_text=_("A course taken before the first year does not count."),
    )
    transfer_note = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("transfer"),
        help_text=_("Warning for those who go on to a university; empty if not on file."),
    )
    transfer_note_es = models.CharField(
        max_length=240,
        blank=True,
        db_default="",
        verbose_name=_("transfer, in Spanish"),
        help_text=_("The warning in Spanish."),
    )
    transfer_note_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish warning reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    years_from = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("first year"),
        help_text=_("First academic year whose courses count, such as 2024-25."),
    )
    years_through = models.CharField(
        max_length=7,
        null=True,
        blank=True,
        validators=[academic_year.validate],
        verbose_name=_("last year"),
        help_text=_("Last academic year whose courses count; empty: until further notice."),
    )
    next_review = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("next review"),
        help_text=_("When the two sides look at it again; empty if not on file."),
    )
    state = models.CharField(
        max_length=9,
        choices=AgreementState,
        default=AgreementState.DRAFT,
        db_default=AgreementState.DRAFT,
        verbose_name=_("state"),
        help_text=_("Where it is in its life."),
    )
    ended_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("ended on"),
        help_text=_("The day it was ended, if it was."),
    )
    document_url = models.URLField(
        blank=True,
        db_default="",
        verbose_name=_("document"),
        help_text=_("Where the signed text can be read, if it is on the web."),
    )

    local_exam = Local("exam")
    local_how_to_claim = Local("how_to_claim")
    local_transfer_note = Local("transfer_note")
    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("articulation agreement")
        verbose_name_plural = _("articulation agreements")
        constraints = [
            *Stewarded.Meta.constraints,
            CheckConstraint(
                condition=~Q(sending=F("receiving")),
                name="agreement_joins_two_organizations",
                violation_error_message=_("An agreement joins two organizations."),
            ),
            academic_year.constraint("agreement_first_year", field="years_from"),
            CheckConstraint(
                condition=Q(years_through__isnull=True)
                | Q(years_through__regex=academic_year.PATTERN, years_through__gte=F("years_from")),
                name="agreement_last_year_not_before_first",
                violation_error_message=_("The last year must not be before the first."),
            ),
            CheckConstraint(
                condition=Q(state=AgreementState.ENDED, ended_on__isnull=False)
                | ~Q(state=AgreementState.ENDED) & Q(ended_on__isnull=True),
                name="agreement_ended_has_its_day",
                violation_error_message=_("An ended agreement has the day it ended; no other has."),
            ),
            _is_day_of_year("claim_opens", "agreement_claims_open_on_a_day"),
            _is_day_of_year("claim_closes", "agreement_claims_close_on_a_day"),
            CheckConstraint(
                condition=Q(claim_opens="")
                | Q(claim_closes="")
                | Q(claim_years__gt=0)
                # Inside one academic year, in which July comes before January.
                | Q(claim_opens__gte=_FIRST_DAY, claim_closes__lt=_FIRST_DAY)
                | Q(claim_opens__lte=F("claim_closes"))
                & (Q(claim_opens__gte=_FIRST_DAY) | Q(claim_closes__lt=_FIRST_DAY)),
                name="agreement_claims_open_before_they_close",
                violation_error_message=_(
                    "Claims would close before they open. Mend one of the two days, or say in "
                    "“years to claim” how many academic years later the last day falls."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["sending", "state"], name="agreement_by_sending"),
            models.Index(fields=["receiving", "state"], name="agreement_by_receiving"),
            # The orders of the list, so that of a million the first page needs no sorting.
            models.Index(fields=["state", "slug"], name="agreement_by_state"),
            models.Index(fields=["receiving", "slug"], name="agreement_by_college"),
            models.Index(fields=["mechanism", "slug"], name="agreement_by_mechanism"),
            models.Index(fields=["years_through", "slug"], name="agreement_by_last_year"),
            models.Index(fields=["-years_from", "slug"], name="agreement_by_first_year"),
        ]
        triggers = [
            # Whoever writes: an agreement takes no step that its life does not have.
            pgtrigger.FSM(
                name="state_moves",
                field="state",
                transitions=[
                    (str(old.value), str(new.value))
                    for old, several in agreements.MOVES.items()
                    for new in several
                ],
            ),
            KEPT_BY_A_SIDE,
            SIGNERS_STAY_SIDES,
        ]

    def __str__(self):
        return f"{self.sending} → {self.receiving} ({self.get_mechanism_display()})"

    def get_absolute_url(self):
        return page_of("programs:agreement", self.slug)

    def clean(self):
        """Say in words what the database refuses: an agreement kept by a stranger to both sides."""
        super().clean()
        if self.sending_id and self.receiving_id and self.owner_id and not self._is_kept_by_a_side:
            raise ValidationError(
                {
                    "owner": _(
                        "An agreement is kept by one of its two sides, by an organization above "
                        "one of them, or by the regional office. Choose one of these."
                    )
                }
            )

    @property
    def _is_kept_by_a_side(self):
        if self.owner_id in {self.sending_id, self.receiving_id}:
            return True
        question = MAY_KEEP.format(owner="%s", sending="%s", receiving="%s")
        with connection.cursor() as cursor:
            cursor.execute(question, [self.owner_id, self.sending_id, self.receiving_id])
            return cursor.fetchone() is not None

    def covers(self, taken_in):
        """Whether a course taken in that academic year falls under it."""
        return agreements.covers(self, taken_in)

    def claimable(self, on, taken_in):
        """Whether credit for a course taken in that academic year can be claimed on that day."""
        return agreements.claimable(self, on, taken_in)

    @property
    def is_past_its_end(self):
        """Marked active although its last year is over."""
        return agreements.is_past_its_end(self, timezone.localdate())
