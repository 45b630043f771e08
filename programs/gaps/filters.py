"""The inputs of the list of labor gaps. Addresses are edited, shortened and shared, so a value that
means nothing is left out with a sentence, never an error page."""

from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from partners.models import County
from programs.address_words import about_choices, about_names, about_repeats, shorten
from programs.enums import EntryEducation, GapLevel
from programs.filters import TRACKING
from programs.models import Sector
from programs.sector_pages import by_shown_name

OCCUPATION, PATHWAY = "occupation", "pathway"
GAP, RATIO, NAME = "gap", "ratio", "name"
SORTS = [
    (GAP, pgettext_lazy("sort by", "largest gap")),
    (RATIO, pgettext_lazy("sort by", "fewest awards per opening")),
    (NAME, pgettext_lazy("sort by", "name")),
]
LIVING = "living"
# Dollars an hour: from the first, below the second.
BANDS = {
    "under-20": (None, Decimal(20), gettext_lazy("Under $20 an hour")),
    "20-30": (Decimal(20), Decimal(30), gettext_lazy("$20 to $30 an hour")),
    "30-40": (Decimal(30), Decimal(40), gettext_lazy("$30 to $40 an hour")),
    "40-up": (Decimal(40), None, gettext_lazy("$40 an hour and more")),
}
# What comes without being asked; it stands in no address.
USUAL = {"level": GapLevel.MIDDLE, "sort": GAP, "by": OCCUPATION}
OF_OCCUPATIONS = ["level", "education", "pay"]


class GapForm(forms.Form):
    """The filters as a reader sees them. The choices of places and fields are set when asked."""

    county = forms.ChoiceField(label=gettext_lazy("County"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=GapLevel.choices, required=False)
    education = forms.ChoiceField(
        label=gettext_lazy("Education to enter"),
        choices=[("", gettext_lazy("Any education")), *EntryEducation.choices],
        required=False,
    )
    pay = forms.ChoiceField(
        label=gettext_lazy("Median pay"),
        choices=[
            ("", gettext_lazy("Any pay")),
            (LIVING, gettext_lazy("At least the living wage of one adult")),
            *((value, words) for value, (_from, _to, words) in BANDS.items()),
        ],
        required=False,
    )
    sort = forms.ChoiceField(label=gettext_lazy("Order"), choices=SORTS, required=False)

    def __init__(self, *args, counties, sectors, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [
            ("", _("Whole region")),
            *((county.slug, area_name(county)) for county in counties),
        ]
        self.fields["sector"].choices = [
            ("", _("All sectors")),
            *((sector.slug, sector.local_name) for sector in sectors),
        ]
        # Levels are links above the list; the form only keeps the one that is chosen.
        self.fields["level"].widget = forms.HiddenInput()
        if by == PATHWAY:
            for name in OF_OCCUPATIONS:
                del self.fields[name]


def area_name(county):
    return _("%(name)s County") % {"name": county.name}


class GapQuestion:
    """What an address asks for, understood.

    `chosen`: {name: value} of what has a meaning, the usual values filled in. `sentences`: what
    was left out. `county` and `sector`: rows, or None.
    """

    def __init__(self, data):
        self.data = data
        self.sentences = []
        self.counties = list(County.objects.order_by("name", "pk"))
        self.sectors = by_shown_name(Sector.objects.all())
        self.by = PATHWAY if data.get("by") == PATHWAY else OCCUPATION
        if data.get("by") not in (None, "", OCCUPATION, PATHWAY):
            self.sentences.append(
                _("Gaps are listed by occupation or by pathway, not by “%(value)s”.")
                % {"value": shorten(data["by"])}
            )
        self.chosen = USUAL | {"by": self.by} | self._understood()
        self._say_unknown_names()

    def _understood(self):
        found, unknown = {}, []
        for name, field in self._fields.items():
            value = self.data.get(name, "").strip()
            if not value:
                continue
            if value in {str(key) for key, _words in field.choices}:
                found[name] = value
            else:
                unknown.append((field.label, value))
        self.sentences += about_choices(unknown)
        return found

    def _say_unknown_names(self):
        known = {*self._fields, "by", "page"}
        names = [name for name in self.data if name not in known and not TRACKING.match(name)]
        if any(name in OF_OCCUPATIONS for name in names):
            self.sentences.append(
                _("A pathway counts occupations of every level and pay; those were left out.")
            )
        unknown = [name for name in names if name not in OF_OCCUPATIONS]
        self.sentences += about_names(unknown[:3])
        self.sentences += about_repeats(self.data, sorted(known))

    @cached_property
    def _fields(self):
        form = GapForm(counties=self.counties, sectors=self.sectors, by=self.by)
        return form.fields

    def words(self, name):
        """What was chosen for a filter, as a reader sees it."""
        choices = self._fields[name].choices
        return next(words for value, words in choices if str(value) == self.chosen[name])

    @cached_property
    def form(self):
        return GapForm(
            self.chosen, counties=self.counties, sectors=self.sectors, by=self.by, auto_id="gap-%s"
        )

    @cached_property
    def county(self):
        slug = self.chosen.get("county")
        return next((one for one in self.counties if one.slug == slug), None)

    @cached_property
    def sector(self):
        slug = self.chosen.get("sector")
        return next((one for one in self.sectors if one.slug == slug), None)

    @property
    def level(self):
        return GapLevel(self.chosen["level"])

    @property
    def is_usual(self):
        """Nothing was chosen but the view by occupation or by pathway."""
        return {**self.chosen, "by": OCCUPATION} == {**USUAL, "by": OCCUPATION}

    def query(self, **changed):
        """The state as a query string, with some values changed; None takes one away."""
        pairs = self.chosen | changed
        if pairs["by"] == PATHWAY:
            pairs |= dict.fromkeys(OF_OCCUPATIONS)
        return urlencode(
            {
                name: value
                for name, value in pairs.items()
                if value not in (None, "", USUAL.get(name))
            }
        )
