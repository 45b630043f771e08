"""What readers tell us is wrong."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from partners.enums import ReportState
from partners.models.organization import Organization


# Events are never removed, so the reader's address stays out of them.
@pghistory.track(exclude=["reply_to"])
class ProblemReport(models.Model):
    """A reader's "something wrong here?", waiting at the organization that owns the page."""

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="problem_reports",
        null=True,
        blank=True,
        verbose_name=_("organization"),
        help_text=_("Whose record it is about; empty means the portal itself."),
    )
    page = models.CharField(
        max_length=300,
        verbose_name=_("page"),
        help_text=_("Path of the page, such as /programs/…/."),
    )
    about = models.CharField(
        max_length=200, verbose_name=_("about"), help_text=_("Title of the record or page.")
    )
    message = models.TextField(
        max_length=2000,
        verbose_name=_("message"),
        help_text=_("What is wrong, in the reader's words."),
    )
    reply_to = models.EmailField(
        blank=True,
        db_default="",
        verbose_name=_("reader's e-mail"),
        help_text=_("Where to answer, if the reader wants an answer."),
    )
    language = models.CharField(
        max_length=2,
        choices=settings.LANGUAGES,
        verbose_name=_("language"),
        help_text=_("Language of the page."),
    )
    state = models.CharField(
        max_length=8,
        choices=ReportState,
        default=ReportState.NEW,
        db_default=ReportState.NEW,
        verbose_name=_("state"),
        help_text=_("Where it stands."),
    )
    answer = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("answer"),
        help_text=_("What was done, for whoever reads this later."),
    )
    created_at = models.DateTimeField(
        auto_now_add=True, verbose_name=_("came in"), help_text=_("When it came in.")
    )
    resolved_on = models.DateField(
        null=True, blank=True, verbose_name=_("settled on"), help_text=_("The day it was settled.")
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("settled by"),
        help_text=_("Who settled it."),
    )

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        constraints = [
            CheckConstraint(
                condition=~Q(state__in=[ReportState.MENDED, ReportState.DECLINED])
                | Q(resolved_on__isnull=False, resolved_by__isnull=False),
                name="problemreport_settled_has_day_and_person",
                violation_error_message=_("Say who settled it and when."),
            )
        ]

    def __str__(self):
        return f"{self.about}: {self.get_state_display()}"
