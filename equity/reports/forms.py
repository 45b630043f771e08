"""The forms of the report: asking for it, and changing what one has."""

from itertools import groupby

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from equity.reports.subscribing import MOST_PLACES
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


FEWEST_LISTS = 2
_LABELS = [
    _("School or college"),
    _("A second one"),
    _("A third one"),
    _("A fourth one"),
    _("A fifth one"),
]


def _organizations():
    """Choices for a list: those that may have figures, by kind. One question."""
    rows = Organization.objects.open().filter(kind__in=_WITH_FIGURES)
    order = {kind: at for at, kind in enumerate(_WITH_FIGURES)}
    rows = sorted(rows.by_name().only("name", "slug", "kind"), key=lambda one: order[one.kind])
    kinds = [
        (OrganizationKind(kind).label, [(one.pk, one.name) for one in theirs])
        for kind, theirs in groupby(rows, key=lambda one: one.kind)
    ]
    return [("", _("None")), *kinds]


class WantedForm(forms.Form):
    """What a report is about, and in which language: some organizations, the region, or both.

    `cleaned_data["organizations"]` has the ids of those that were chosen, each once.
    """

    with_region = forms.BooleanField(
        label=_("The whole region"),
        help_text=_("Its largest gaps in short, or its whole report if nothing else is chosen."),
        required=False,
        initial=True,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        # One list more than is chosen, so that another place can be added.
        known = len(self.initial.get("organizations", []))
        self.lists = min(MOST_PLACES, max(FEWEST_LISTS, known + 1))
        choices = _organizations()
        for number in range(self.lists):
            self.fields[f"organization_{number + 1}"] = forms.TypedChoiceField(
                label=_LABELS[number],
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=self._known(number),
            )

    def _known(self, number):
        known = self.initial.get("organizations", [])
        return known[number] if number < len(known) else None

    @property
    def organization_fields(self):
        return [self[f"organization_{number + 1}"] for number in range(self.lists)]

    def clean(self):
        cleaned = super().clean()
        chosen = [cleaned.get(field.name) for field in self.organization_fields]
        cleaned["organizations"] = list(dict.fromkeys(one for one in chosen if one))
        if not (self.errors or cleaned["organizations"] or cleaned["with_region"]):
            self.add_error("with_region", _("Choose a school or college, or the whole region."))
        return cleaned

    @property
    def wanted(self):
        """What to note of a form that is right."""
        return {
            name: self.cleaned_data[name] for name in ("language", "organizations", "with_region")
        }


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

    field_order = ["email"]
