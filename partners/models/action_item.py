"""What somebody promised to do about a gap or a goal, by when, and whether it was done."""

import pghistory
from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partners.about_keys import LONGEST, about_constraint, validate_about
from partners.enums import ActionState
from partners.goal_querysets import ActionQuerySet
from partners.models.goal import Goal
from partners.models.organization import Organization
from partners.models.person import Person
from pathways_portal.common.bilingual import Local


@pghistory.track()
class ActionItem(models.Model):
    """A promise with an owner and a day: about a gap, a page of the portal, or a goal.

    Everybody may read it, but for the person in charge, whom only signed-in readers see.
    """

    about_key = models.CharField(
        max_length=LONGEST,
        blank=True,
        db_default="",
        db_index=True,
        validators=[validate_about],
        verbose_name=_("about"),
        help_text=_(
            "What it is about: the key of a gap, such as labor:29-1141, or the address of a page, "
            "such as /gaps/. Empty if it is about its goal as a whole."
        ),
    )
    about_label = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("name of what it is about"),
        help_text=_("As readers are to see it."),
    )
    about_label_es = models.CharField(
        max_length=240,
        blank=True,
        db_default="",
        verbose_name=_("name of what it is about in Spanish"),
        help_text=_("The same in Spanish."),
    )
    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        related_name="actions",
        null=True,
        blank=True,
        verbose_name=_("goal"),
        help_text=_("The goal that it serves, if any."),
    )
    text = models.TextField(
        max_length=600,
        verbose_name=_("action"),
        help_text=_("What is going to be done, in a sentence or two. Public."),
    )
    text_es = models.TextField(
        max_length=800,
        blank=True,
        db_default="",
        verbose_name=_("action in Spanish"),
        help_text=_("The action in Spanish."),
    )
    owner = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="actions",
        verbose_name=_("owner"),
        help_text=_("The organization that promises it."),
    )
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        related_name="actions",
        null=True,
        blank=True,
        verbose_name=_("person in charge"),
        help_text=_("Who does it. Shown to signed-in readers only."),
    )
    due = models.DateField(verbose_name=_("due"), help_text=_("The day by which it is to be done."))
    state = models.CharField(
        max_length=7,
        choices=ActionState,
        default=ActionState.OPEN,
        db_default=ActionState.OPEN,
        verbose_name=_("state"),
        help_text=_("Whether it is still to be done."),
    )
    done_on = models.DateField(
        null=True, blank=True, verbose_name=_("done on"), help_text=_("The day it was done.")
    )
    note = models.TextField(
        max_length=600,
        blank=True,
        db_default="",
        verbose_name=_("note"),
        help_text=_("What came of it, or why it was dropped. Public."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works. Labeled as sample on every page."),
    )

    local_text = Local("text")
    local_about_label = Local("about_label")
    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            CheckConstraint(
                condition=Q(state=ActionState.DONE, done_on__isnull=False)
                | ~Q(state=ActionState.DONE) & Q(done_on__isnull=True),
                name="actionitem_done_has_its_day",
                violation_error_message=_(
                    "An action that is done has the day it was done, and no other has one."
                ),
            ),
            CheckConstraint(
                condition=~Q(about_key="") | Q(goal__isnull=False),
                name="actionitem_is_about_something",
                violation_error_message=_("Say what it is about, or choose the goal it serves."),
            ),
            about_constraint(
                "actionitem_about_is_a_key_or_an_address", "about_key", may_be_empty=True
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    @property
    def update_url(self):
        """Where its owner says how it stands: signing in leads there."""
        return reverse("admin:partners_actionitem_change", args=[self.pk])

    @property
    def overdue(self):
        """Open, and its day is past in the region's time."""
        return self.state == ActionState.OPEN and self.due < timezone.localdate()
