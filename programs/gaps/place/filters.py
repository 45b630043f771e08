"""The inputs of the place gaps: a value that means nothing is left out and said."""

from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from partners.enums import Segment
from partners.models import County
from programs.address_words import about_choices, about_names, about_repeats, shorten
from programs.filters import TRACKING
from programs.gaps.filters import area_name
from programs.gaps.place import rules

AREA, DISTRICT = "county", "district"
GAPS, NAME = "gaps", "name"
USUAL = {"segment": Segment.HIGH_SCHOOL.value, "by": AREA, "sort": GAPS}
SORTS = [
    (GAPS, pgettext_lazy("sort by", "most schools without")),
    (NAME, pgettext_lazy("sort by", "name of the sector")),
]


class PlaceForm(forms.Form):
    """The filters as a reader sees them."""

    segment = forms.ChoiceField(
        label=gettext_lazy("Schools of"),
        choices=[(one.value, one.label) for one in rules.REACH],
        required=False,
    )
    miles = forms.IntegerField(
        label=gettext_lazy("Near: miles at most"),
        min_value=rules.LEAST_MILES,
        max_value=rules.MOST_MILES,
        required=False,
    )
    county = forms.ChoiceField(label=gettext_lazy("County"), required=False)
    by = forms.ChoiceField(
        label=gettext_lazy("Columns"),
        choices=[(AREA, gettext_lazy("By county")), (DISTRICT, gettext_lazy("By district"))],
        required=False,
    )
    sort = forms.ChoiceField(label=gettext_lazy("Order"), choices=SORTS, required=False)

    def __init__(self, *args, counties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [
            ("", _("Whole region")),
            *((county.slug, area_name(county)) for county in counties),
        ]
        # The two views are links above the table; the form only keeps the one that is chosen.
        self.fields["by"].widget = forms.HiddenInput()


class PlaceQuestion:
    """What an address asks for. `chosen`: {name: value}; `sentences`: what was left out."""

    def __init__(self, data):
        self.chosen, unknown = dict(USUAL), []
        fields = self._form().fields
        for name, field in fields.items():
            value = data.get(name, "").strip()
            if not value or name == "miles":
                continue
            if value in {str(key) for key, _words in field.choices}:
                self.chosen[name] = value
            else:
                unknown.append((field.label, value))
        known = {*fields, "page"}
        names = [name for name in data if name not in known and not TRACKING.match(name)]
        self.sentences = [
            *about_choices(unknown),
            *about_names(names[:3]),
            *about_repeats(data, sorted(known)),
        ]
        self.chosen["miles"] = self._miles(data.get("miles", "").strip())

    def _miles(self, asked):
        if not asked:
            return rules.USUAL_MILES
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else None
        if number is not None and rules.LEAST_MILES <= number <= rules.MOST_MILES:
            return number
        self.sentences.append(
            _(
                "Give a whole number of miles from %(least)s to %(most)s, not “%(value)s”; "
                "%(usual)s was taken."
            )
            % {
                "least": rules.LEAST_MILES,
                "most": rules.MOST_MILES,
                "value": shorten(asked),
                "usual": rules.USUAL_MILES,
            }
        )
        return rules.USUAL_MILES

    def _form(self, data=None):
        return PlaceForm(data, auto_id="gap-%s", counties=self.counties)

    @cached_property
    def counties(self):
        return list(County.objects.order_by("name", "pk"))

    @cached_property
    def form(self):
        return self._form(self.chosen)

    @property
    def segment(self):
        return Segment(self.chosen["segment"])

    @property
    def miles(self):
        return self.chosen["miles"]

    @property
    def by_district(self):
        return self.chosen["by"] == DISTRICT

    @cached_property
    def county(self):
        return next((one for one in self.counties if one.slug == self.chosen.get("county")), None)

    def query(self, *, without=(), **changed):
        """The state as a query string, with some values changed; the usual ones stand in none."""
        usual = USUAL | {"miles": rules.USUAL_MILES}
        pairs = {
            name: value
            for name, value in (self.chosen | changed).items()
            if name not in without and value not in (None, "", usual.get(name))
        }
        return urlencode(pairs)
