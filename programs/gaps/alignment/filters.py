"""The inputs of the list of alignment gaps: a value that means nothing is left out and said."""

from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.enums import Segment
from partners.models import County, Organization
from programs.address_words import about_choices, about_names, about_repeats
from programs.enums import AlignmentKind, GapState
from programs.filters import TRACKING
from programs.gaps.alignment.rules import BEFORE_COLLEGE
from programs.gaps.filters import area_name
from programs.models import AlignmentGap, Sector
from programs.sector_pages import by_shown_name

# More districts and schools than that are offered a county at a time: nobody reads a longer list.
MOST_OFFERED = 1_000
SEGMENTS = [(one.value, one.label) for one in (*BEFORE_COLLEGE, Segment.COLLEGE)]


class AlignmentForm(forms.Form):
    """The filters as a reader sees them. Choices of places and fields are set when asked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is missing"),
        choices=[("", gettext_lazy("Everything")), *AlignmentKind.choices],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("Any state")), *GapState.choices],
        required=False,
    )
    segment = forms.ChoiceField(
        label=gettext_lazy("Segment"),
        choices=[("", gettext_lazy("All segments")), *SEGMENTS],
        required=False,
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    county = forms.ChoiceField(label=gettext_lazy("County"), required=False)
    organization = forms.ChoiceField(label=gettext_lazy("District or school"), required=False)

    def __init__(self, *args, counties, sectors, organizations, is_long, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [
            ("", _("All sectors")),
            *((sector.slug, sector.local_name) for sector in sectors),
        ]
        self.fields["county"].choices = [
            ("", _("Whole region")),
            *((county.slug, area_name(county)) for county in counties),
        ]
        self.fields["organization"].choices = [("", _("All of them")), *organizations]
        if is_long:
            self.fields["organization"].help_text = _(
                "There are too many to list: choose a county first, then one of its own."
            )


class AlignmentQuestion:
    """What an address asks for. `chosen`: {name: value}; `sentences`: what was left out."""

    def __init__(self, data):
        self.data = data
        self.chosen, unknown = {}, []
        for name, field in self._form().fields.items():
            value = data.get(name, "").strip()
            if value and value in {str(key) for key, _words in field.choices}:
                self.chosen[name] = value
            elif value:
                unknown.append((field.label, value))
        known = {*self._form().fields, "page"}
        names = [name for name in data if name not in known and not TRACKING.match(name)]
        self.sentences = [
            *about_choices(unknown),
            *about_names(names[:3]),
            *about_repeats(data, sorted(known)),
        ]

    def _form(self, data=None):
        return AlignmentForm(data, auto_id="gap-%s", **self._choices)

    @cached_property
    def _choices(self):
        counties = list(County.objects.order_by("name", "pk"))
        organizations = organizations_with_gaps()
        is_long = len(organizations) > MOST_OFFERED
        if is_long:
            asked, named = (self.data.get(name, "").strip() for name in ("county", "organization"))
            near = {one.pk for one in counties if one.slug == asked}
            organizations = [one for one in organizations if one[2] in near or one[0] == named]
        return {
            "counties": counties,
            "sectors": by_shown_name(Sector.objects.all()),
            "organizations": [(slug, name) for slug, name, _county in organizations],
            "is_long": is_long,
        }

    @cached_property
    def form(self):
        return self._form(self.chosen)

    def words(self, name):
        """What was chosen for a filter, as a reader sees it; empty if nothing was."""
        if name not in self.chosen:
            return ""
        choices = self.form.fields[name].choices
        return str(next(words for value, words in choices if str(value) == self.chosen[name]))

    def narrow(self, gaps):
        """Those that were asked for, of gaps or of what they are added up to.

        By primary keys, not by names: the database then knows how few a choice leaves, and begins
        with those instead of going through all gaps in order.
        """
        chosen = dict(self.chosen)
        for name, rows in (("sector", "sectors"), ("county", "counties")):
            if slug := chosen.pop(name, None):
                (key,) = (row.pk for row in self._choices[rows] if row.slug == slug)
                chosen[name] = key
        if slug := chosen.pop("organization", None):
            chosen["organization__in"] = self._of(slug)
        return gaps.filter(**chosen)

    def _of(self, slug):
        """Primary keys of an organization and of those it is the parent of."""
        own = Organization.objects.filter(Q(slug=slug) | Q(parent__slug=slug))
        return list(own.values_list("pk", flat=True))

    def query(self, **changed):
        """The state as a query string, with some values changed; None takes one away."""
        pairs = self.chosen | changed
        return urlencode({name: value for name, value in pairs.items() if value})


def organizations_with_gaps():
    """[(web name, name, county)] of public organizations with a gap, and of districts above them.

    The county is a primary key or None.
    """
    # One look into the index for each organization, not one over all gaps for each.
    own = Exists(AlignmentGap.objects.filter(organization=OuterRef("pk")))
    below = Organization.objects.filter(own, parent__isnull=False).values("parent")
    rows = Organization.objects.open().filter(own | Q(pk__in=below)).by_name()
    return list(rows.values_list("slug", "name", "county"))
