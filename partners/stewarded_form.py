"""The form of a record that people keep true: who states it, and whether others were faster."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners import history
from partners.scoped_form import ScopedForm

# How a record is kept, not what it says.
KEEPING = {
    "source",
    "source_url",
    "as_of",
    "status",
    "owner",
    "review_every",
    "is_sample",
    "verified_on",
    "verified_by",
    "slug",
}


def facts_among(names):
    """Those of changed fields that say something about the thing itself.

    The Spanish is our wording of what stands in English, so it states nothing new.
    """
    return [name for name in names if name not in KEEPING | {"seen_event"} and "_es" not in name]


def has_changed_facts(formset):
    """Whether a saved formset added or took away a part, or changed what one says."""
    return bool(
        formset.new_objects
        or formset.deleted_objects
        or any(facts_among(names) for _part, names in formset.changed_objects)
    )


class StewardedForm(ScopedForm):
    """Adds `seen_event`: the newest event of the record when the form was opened.

    A save over somebody else's later change is refused once, in words that say who changed what;
    what was typed stays, and saving again writes it all the same.
    """

    seen_event = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["seen_event"] = self._newest_event_id()

    @property
    def changed_facts(self):
        """Names of the fields that were changed and say something about the thing itself."""
        return facts_among(self.changed_data)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and not self.instance._state.adding:
            # Whoever saves the same record at this moment is waited for.
            type(self.instance)._default_manager.select_for_update().filter(
                pk=self.instance.pk
            ).values_list("pk").first()
            self._refuse_once_if_others_were_faster()
        return cleaned

    def _refuse_once_if_others_were_faster(self):
        seen, newest = self.cleaned_data.get("seen_event"), self._newest_event_id()
        if seen is None or newest is None or newest <= seen:
            return
        # The page that says so has seen it: saving from there is a decision.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_event")] = newest
        raise ValidationError(self._what_others_did(seen))

    def _what_others_did(self, seen):
        told = [
            _("%(who)s changed %(fields)s (%(when)s)")
            % {
                "who": entry.who,
                "fields": ", ".join(f"“{change.name}”" for change in entry.changes),
                "when": date_format(entry.at, "SHORT_DATETIME_FORMAT"),
            }
            for entry in history.timeline(self.instance)
            if entry.event_id > seen and entry.changes
        ]
        return _(
            "Nothing is saved yet, because this record was changed after you opened it: "
            "%(changes)s. What you typed is still here. Compare the two, then save again to write "
            "yours."
        ) % {"changes": "; ".join(told) or _("see its history")}

    def _newest_event_id(self):
        events = history.event_model(type(self.instance))
        if events is None:
            return None
        rows = events.objects.filter(pgh_obj_id=self.instance.pk).order_by("-pgh_id")
        return rows.values_list("pgh_id", flat=True).first()
