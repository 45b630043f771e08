"""The parts of a record in its form."""

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _


class OwnParts(BaseInlineFormSet):
    """Refuses a row that is no part of this record.

    Django passes over such a row in silence: one of another record, sent on purpose, or one that
    somebody else deleted while this form was open. What was typed there would be lost unsaid.
    """

    def clean(self):
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(
                _(
                    "A row below is not, or no longer, a part of this record; nothing was saved. "
                    "Load the page again and repeat the change."
                )
            )
