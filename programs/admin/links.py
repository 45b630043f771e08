"""Links between programs: which leads to which, and on what that rests."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.scoped_admin import own_related
from partners.stewarded_form import StewardedForm
from partners.stewardship_admin import ReviewFilter, StewardedAdmin
from programs.models import ProgramLink


class LinkForm(StewardedForm):
    """Says at the fields what the database's rule says of the whole row."""

    def clean(self):
        cleaned = super().clean()
        program, destination = cleaned.get("to_program"), cleaned.get("destination")
        if program and destination:
            self.add_error(
                "destination",
                _(
                    "You named a program and a destination, but a link leads to one thing. Leave "
                    "one of them empty; add a second link for the other."
                ),
            )
        elif not program and not destination and not {"to_program", "destination"} & {*self.errors}:
            self.add_error(
                "to_program",
                _(
                    "Say where it leads: choose the next program here, or below a university or "
                    "apprenticeship."
                ),
            )
        return cleaned


@admin.register(ProgramLink)
class ProgramLinkAdmin(StewardedAdmin):
    form = LinkForm
    list_display = [
        "from_program",
        "kind",
        "to_program",
        "destination",
        "basis",
        "status",
        "verified_on",
    ]
    list_filter = [
        "status",
        ReviewFilter,
        "kind",
        "basis",
        own_related("from_program__organization"),
        "is_sample",
    ]
    list_select_related = [
        "from_program__organization",
        "to_program__organization",
        "destination",
    ]
    search_fields = [
        "from_program__title",
        "to_program__title",
        "destination__name",
        "from_program__organization__name",
        "to_program__organization__name",
    ]
    search_help_text = gettext_lazy("Title of a program, or name of its school.")
    autocomplete_fields = ["from_program", "to_program", "destination", "owner"]
    ordering = ["from_program__title", "pk"]
    fieldsets = [
        (
            gettext_lazy("From where to where"),
            {"fields": ["from_program", "kind", "to_program", "destination"]},
        ),
        (gettext_lazy("On what it rests"), {"fields": ["basis", "units", "terms"]}),
        (gettext_lazy("Spanish"), {"fields": [("terms_es", "terms_es_reviewed_on")]}),
        StewardedAdmin.stewardship_fieldset,
    ]
