"""The forms of the report: asking for it, and changing what one has."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from equity.pages.choices.place_lists import MOST_FOUND, about_found
from equity.reports import choosable
from equity.reports.subscribing import MOST_PLACES

FEWEST_LISTS = 2
MOST_LETTERS = 100
_LABELS = [
    _("School or college"),
    _("A second one"),
    _("A third one"),
    _("A fourth one"),
    _("A fifth one"),
]
_NAMES = [f"organization_{number + 1}" for number in range(MOST_PLACES)]


def _words(data):
    return " ".join(data.get("find", "").replace("\x00", " ").split())[:MOST_LETTERS]


def is_looking(data):
    """Whether a place is sought by words of its name: by the button, or by words that are new."""
    return "look" in data or _words(data) not in ("", data.get("found_by"))


def _lists_in(data):
    return [name for name in _NAMES if name in data]


def _chosen_in(data):
    """Primary keys in the lists of what was sent, each once; what is no number is left out."""
    values = [data[name] for name in _lists_in(data)]
    return list(dict.fromkeys(int(one) for one in values if re.fullmatch(r"[0-9]{1,9}", one)))


class WantedForm(forms.Form):
    """What a report is about, and in which language: some organizations, the region, or both.

    `cleaned_data["organizations"]` has the ids of those that were chosen, each once. The lists hold
    who has published figures, what is chosen, and what was found by `initial["find"]`.
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
    find = forms.CharField(
        label=_("Another one, by words of its name"),
        help_text=_(
            "The lists above have those with published figures. Of any other one the report "
            "tells the open actions."
        ),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    # What the lists were added to by, so that the same words are not looked up again.
    found_by = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        known, words = self.initial.get("organizations", []), self.initial.get("find", "")
        self.found = choosable.found_by(words)
        if len(self.found) == 1:
            known = list(dict.fromkeys([*known, *self.found]))[:MOST_PLACES]
        self.initial |= {"organizations": known, "found_by": words}
        # As many lists as were sent, else one more than is chosen, to add another place.
        sent = len(_lists_in(self.data))
        self.lists = min(MOST_PLACES, max(FEWEST_LISTS, sent, len(known) + 1))
        more = [*known, *_chosen_in(self.data)]
        choices = [("", _("None")), *choosable.listed(more, self.found[:MOST_FOUND])]
        for number, name in enumerate(_NAMES[: self.lists]):
            self.fields[name] = forms.TypedChoiceField(
                label=_LABELS[number],
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=known[number] if number < len(known) else None,
            )

    @classmethod
    def looking(cls, data):
        """The form as it was filled in, not judged yet, with the places that have the words."""
        kept = {name: data[name] for name in ("email", "language") if name in data}
        kept |= {"with_region": "with_region" in data, "find": _words(data)}
        return cls(initial=kept | {"organizations": _chosen_in(data)})

    @property
    def about_found(self):
        """What a search by name found, in a sentence; "" where nobody searched."""
        return about_found(self.found) if self.initial.get("find") else ""

    @property
    def organization_fields(self):
        return [self[name] for name in _NAMES[: self.lists]]

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
