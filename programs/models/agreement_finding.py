"""What the list of agreements is searched by: one narrow row of each public agreement."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.enums import AgreementState, Mechanism
from programs.models.agreement import ArticulationAgreement


class AgreementFinding(models.Model):
    """A public agreement as its list finds it: words, sectors, and what filters and orders ask.

    Written by triggers (`programs.articulation.finding_sql`) in the transaction that changes what
    it follows from, whoever writes; nobody else writes it. An agreement that the public cannot see
    has no row.
    """

    agreement = models.OneToOneField(
        ArticulationAgreement,
        models.DO_NOTHING,  # A trigger takes the row away with its agreement.
        primary_key=True,
        related_name="finding",
        verbose_name=_("agreement"),
        help_text=_("The agreement."),
    )
    slug = models.CharField(max_length=200, help_text=_("Its web name, for ordering."))
    sending_id = models.BigIntegerField(help_text=_("Filter: number of the sending side."))
    receiving_id = models.BigIntegerField(help_text=_("Filter: number of the college."))
    mechanism = models.CharField(
        max_length=5, choices=Mechanism, help_text=_("Filter: how the credit is earned.")
    )
    state = models.CharField(
        max_length=9, choices=AgreementState, help_text=_("Filter: where it is in its life.")
    )
    years_from = models.CharField(max_length=7, help_text=_("Filter: first academic year."))
    years_through = models.CharField(
        max_length=7, null=True, help_text=_("Filter: last academic year; empty while open.")
    )
    ended_on = models.DateField(null=True, help_text=_("Filter: the day it was ended, if it was."))
    words = SearchVectorField(
        help_text=_("Stems of its courses' numbers and titles, and of the names of both sides.")
    )
    sectors = ArrayField(
        models.BigIntegerField(),
        help_text=_("Sectors of its courses: by their codes, and by programs that have them."),
    )
    sides = ArrayField(
        models.BigIntegerField(), help_text=_("Both sides, to be looked up along with the words.")
    )

    class Meta:
        verbose_name = _("findable agreement")
        verbose_name_plural = _("findable agreements")
        indexes = [
            models.Index(fields=["slug"], name="agreementfinding_by_name"),
            # One of all, so that a common word of a small college costs what the college has. Never
            # with a list of what is not in it yet, which each search would go through.
            GinIndex(
                fields=["words", "sectors", "sides"],
                name="agreementfinding_by_content",
                fastupdate=False,
            ),
        ]

    def __str__(self):
        return self.slug
