"""Choices that every app shares."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditingStatus(TextChoices):
    """Where a record stands with the people who edit it. Only published ones are public."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")
