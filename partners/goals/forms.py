"""The forms that start an action, or propose a gap as a goal, on a page of the portal."""

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import about_pages, rights
from partners.about_keys import without_language
from partners.enums import ActionState
from partners.models import ActionItem, Goal
from pathways_portal.common.enums import EditingStatus

# A day further ahead is a slip of the keyboard.
MOST_YEARS = 20
WITHOUT_LABEL = gettext_lazy("Say in a few words what it is about.")
WITHOUT_OWNER = {"required": gettext_lazy("Choose the organization that answers for it.")}


class DayInput(forms.DateInput):
    """The browser's own field for a day, which is filled in one spelling in every language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class AboutForm(forms.ModelForm):
    """What both forms ask: what it is about, whose it is, by when."""

    # Names of the fields that say what it is about, and what that is called.
    key_name, label_name = "", ""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if self.initial.get(self.key_name) and not self.initial.get(self.label_name):
            label = self.fields[self.label_name]
            label.required, label.error_messages["required"] = True, WITHOUT_LABEL
        owner = self.fields["owner"]
        owner.queryset = rights.organizations(user).open().by_name()
        owner.required, owner.empty_label = True, _("Choose")
        owner.initial = self._own_organization(owner.queryset)

    def _own_organization(self, may_own):
        """The user's organization, of several the one they joined first; None of the staff, who
        act for all."""
        joined = self.user.memberships.order_by("pk").values_list("organization", flat=True)
        known = set(may_own.values_list("pk", flat=True)) if joined else set()
        mine = [one for one in joined if one in known]
        return mine[0] if mine else None

    def clean_about(self, key):
        key = without_language(key.strip())
        if key and not about_pages.leads_somewhere(key):
            raise ValidationError(
                _("There is no such gap and no such page here. Copy its key or its address anew.")
            )
        return key

    def clean_due(self):
        due = self.cleaned_data["due"]
        today = timezone.localdate()
        if due and due < today:
            raise ValidationError(_("This day is past. Choose today or a later day."))
        if due and due > today + relativedelta(years=MOST_YEARS):
            raise ValidationError(
                _("This day is more than %(n)s years ahead. Look at the year again.")
                % {"n": MOST_YEARS}
            )
        return due


class ActionForm(AboutForm):
    """Starts an action about a gap, a page or a goal."""

    key_name, label_name = "about_key", "about_label"

    class Meta:
        model = ActionItem
        fields = [
            "about_key",
            "about_label",
            "text",
            "text_es",
            "owner",
            "person",
            "due",
            "goal",
        ]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "text_es": forms.Textarea(attrs={"rows": 3}),
            "due": DayInput(),
        }
        labels = {"text": gettext_lazy("What will you do?"), "due": gettext_lazy("By when?")}
        error_messages = {
            "text": {"required": gettext_lazy("Say what is going to be done.")},
            "due": {"required": gettext_lazy("Say by which day.")},
            "owner": WITHOUT_OWNER,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person, goal = self.fields["person"], self.fields["goal"]
        people = rights.choices(self.user, ActionItem._meta.get_field("person"))
        person.queryset = people.filter(status=EditingStatus.PUBLISHED).order_by("name", "pk")
        person.empty_label = _("Nobody named yet")
        goal.queryset = Goal.objects.published().current().in_order().select_related("cycle")
        goal.empty_label = _("None")

    def clean_about_key(self):
        return self.clean_about(self.cleaned_data["about_key"])

    def clean(self):
        cleaned = super().clean()
        key, label = cleaned.get("about_key"), cleaned.get("about_label")
        if key and not label:
            label = cleaned["about_label"] = about_pages.title_of(key)
            if not label:
                self.add_error("about_label", WITHOUT_LABEL)
        if key == "" and not cleaned.get("goal"):
            self.add_error("about_key", _("Say what it is about, or choose the goal it serves."))
        same = ActionItem.objects.filter(
            about_key=key or "",
            owner=cleaned.get("owner"),
            text=cleaned.get("text", ""),
            state=ActionState.OPEN,
        )
        if cleaned.get("owner") and cleaned.get("text") and same.exists():
            self.add_error("text", _("Your organization has this very action on file already."))
        return cleaned

    def _get_validation_exclusions(self):
        # What the action about nothing is told stands at its field already; see `clean`.
        return super()._get_validation_exclusions() | {"goal", "about_key"}


class GoalForm(AboutForm):
    """Proposes a gap as a goal of the region."""

    key_name, label_name = "gap_key", "gap_label"

    class Meta:
        model = Goal
        fields = [
            "gap_key",
            "gap_label",
            "statement",
            "statement_es",
            "outcome",
            "outcome_es",
            "baseline",
            "target",
            "unit",
            "unit_es",
            "due",
            "owner",
        ]
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 3}),
            "statement_es": forms.Textarea(attrs={"rows": 3}),
            "outcome": forms.Textarea(attrs={"rows": 3}),
            "outcome_es": forms.Textarea(attrs={"rows": 3}),
            "baseline": forms.NumberInput(attrs={"step": "any"}),
            "target": forms.NumberInput(attrs={"step": "any"}),
            "due": DayInput(),
        }
        labels = {"due": gettext_lazy("By when?")}
        error_messages = {
            "statement": {"required": gettext_lazy("Say what is to be reached.")},
            "owner": WITHOUT_OWNER,
        }

    def clean_gap_key(self):
        return self.clean_about(self.cleaned_data["gap_key"])

    def clean(self):
        cleaned = super().clean()
        key, label = cleaned.get("gap_key"), cleaned.get("gap_label")
        if key and not label:
            label = cleaned["gap_label"] = about_pages.title_of(key)
            if not label:
                self.add_error("gap_label", WITHOUT_LABEL)
        baseline, target = cleaned.get("baseline"), cleaned.get("target")
        if (baseline is not None or target is not None) and not cleaned.get("unit"):
            self.add_error("unit", _("Say what the baseline and the target count."))
        if target is not None and target == baseline:
            self.add_error("target", _("The target is the same as the baseline."))
        return cleaned

    def _get_validation_exclusions(self):
        # Asked for, with their sentences, in `clean`.
        return super()._get_validation_exclusions() | {"unit", "target", "baseline"}
