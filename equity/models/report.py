"""Who gets the monthly report, and what it said."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from equity.querysets import SubscriptionQuerySet

MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"


class Subscription(models.Model):
    """One address that gets the monthly report, about its organizations and the region.

    Coordinators have one by their role, until they say no; anybody else asks for it and confirms
    by e-mail. Ended ones stay, so that nobody is signed up again against their word.
    """

    email = models.EmailField(
        unique=True,
        verbose_name=_("e-mail"),
        help_text=_("Where it goes, in small letters; not public."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="report_subscription",
        null=True,
        blank=True,
        verbose_name=_("account"),
        help_text=_("The coordinator who has it by role; empty for whoever asked for it."),
    )
    language = models.CharField(
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        verbose_name=_("language"),
        help_text=_("Language of the report."),
    )
    organizations = models.ManyToManyField(
        "partners.Organization",
        related_name="report_subscriptions",
        blank=True,
        verbose_name=_("organizations"),
        help_text=_("Whose reports it holds; with none it is about the region."),
    )
    with_region = models.BooleanField(
        default=True,
        db_default=True,
        verbose_name=_("with the region"),
        help_text=_("Whether it also tells about the whole region."),
    )
    created_at = models.DateTimeField(
        auto_now_add=True, verbose_name=_("came in"), help_text=_("When it was asked for.")
    )
    confirmed_at = models.DateTimeField(
        null=True,
        blank=True,
        verbose_name=_("confirmed at"),
        help_text=_("When the owner of the address said yes; by role, when it was given."),
    )
    ended_at = models.DateTimeField(
        null=True, blank=True, verbose_name=_("ended at"), help_text=_("When they said no more.")
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            CheckConstraint(
                condition=Q(email=Lower("email")),
                name="subscription_email_in_small_letters",
                violation_error_message=_("Write the address in small letters."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "id"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="subscription_that_runs",
            )
        ]

    def __str__(self):
        return f"{self.get_language_display()} #{self.pk}"

    @property
    def runs(self):
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def places(self):
        """(ids of its organizations in order, whether the region is in it). One question."""
        organizations = sorted(one.pk for one in self.organizations.all())
        return organizations, self.with_region or not organizations


class ReportIssue(models.Model):
    """The report of one month for one organization or the region, in one language.

    It is put together once, from published cells and the actions open then, and is the same in
    every e-mail and on its page in the archive. An e-mail may hold several, and adds a person's
    own links and actions.
    """

    month = models.CharField(
        max_length=7, verbose_name=_("month"), help_text=_("Month of the report, such as 2026-11.")
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="report_issues",
        null=True,
        blank=True,
        verbose_name=_("organization"),
        help_text=_("Whose report; empty for the whole region."),
    )
    language = models.CharField(
        max_length=2,
        choices=settings.LANGUAGES,
        verbose_name=_("language"),
        help_text=_("Language of the report."),
    )
    subject = models.CharField(
        max_length=200, verbose_name=_("subject"), help_text=_("Subject of the e-mail.")
    )
    content = models.JSONField(
        verbose_name=_("content"),
        help_text=_("What it says, part by part, as it stood when it was put together."),
    )
    releases = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("releases"),
        help_text=_("Ids of the releases that it reported as new."),
    )
    cells = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("cells"),
        help_text=_("Ids of the published cells it names; one being corrected takes its part off."),
    )
    created_at = models.DateTimeField(
        auto_now_add=True,
        verbose_name=_("put together at"),
        help_text=_("When it was put together."),
    )

    class Meta:
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        constraints = [
            UniqueConstraint(
                fields=["month", "organization", "language"],
                nulls_distinct=False,
                name="reportissue_once_per_month_organization_and_language",
            ),
            CheckConstraint(condition=Q(month__regex=MONTH), name="reportissue_month_is_a_month"),
        ]

    def __str__(self):
        return f"{self.month} · {self.organization or _('Region')} · {self.language}"
