"""The forms of the report: asking for it, and changing what one has."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.enums import OrganizationKind
from partners.models import Organization

# Whose figures there may be.
_WITH_FIGURES = [
    OrganizationKind.SCHOOL,
    OrganizationKind.ADULT_SCHOOL,
    OrganizationKind.COLLEGE,
    OrganizationKind.CONTINUING_EDUCATION,
    OrganizationKind.DISTRICT,
    OrganizationKind.COLLEGE_DISTRICT,
    OrganizationKind.CONSORTIUM,
]


class WantedForm(forms.Form):
    """What a report is about, and in which language."""

    organization = forms.ModelChoiceField(
        label=_("About"),
        help_text=_("One school or college, or the whole region."),
        queryset=Organization.objects.none(),
        empty_label=_("The whole region"),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Organization.objects.open().filter(kind__in=_WITH_FIGURES)
        self.fields["organization"].queryset = rows.by_name().only("name", "slug")
        self.fields["organization"].label_from_instance = lambda row: row.name
        self.fields["language"].initial = get_language()


class SubscribeForm(WantedForm):
    """Asks for the report. `website` is bait for machines."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_(
            "We send one e-mail there and ask you to confirm. It is used for nothing else."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label=_("Leave this empty"), required=False)

    field_order = ["email", "organization", "language", "website"]
