"""Where an agreement stands, as a reader asks it: is it in force, and can I still use it?

Plain rules over `programs.agreements`; `condition` is the same for the database.
"""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common import academic_year
from programs import agreements
from programs.enums import AgreementState as State


class Phase(TextChoices):
    """What the state and the years of an agreement say together on a day."""

    IN_FORCE = "in-force", gettext_lazy("In force")
    PAST_END = "past-its-end", gettext_lazy("Past its end")
    LATER = "later", gettext_lazy("Starts later")
    SIGNED = "signed", gettext_lazy("Signed, not in force yet")
    REVIEW = "in-review", gettext_lazy("In review")
    SUSPENDED = "suspended", gettext_lazy("Suspended")
    ENDED = "ended", gettext_lazy("Ended")


_BY_STATE = {
    State.DRAFT: Phase.REVIEW,
    State.IN_REVIEW: Phase.REVIEW,
    State.SIGNED: Phase.SIGNED,
    State.SUSPENDED: Phase.SUSPENDED,
    State.ENDED: Phase.ENDED,
}


def phase_of(terms, today):
    """The phase of an agreement on a day."""
    if terms.state != State.ACTIVE:
        return _BY_STATE[State(terms.state)]
    if agreements.is_past_its_end(terms, today):
        return Phase.PAST_END
    return Phase.LATER if terms.years_from > academic_year.on(today) else Phase.IN_FORCE


def condition(phase, today):
    """The agreements in a phase, as a condition on their table."""
    if phase not in (Phase.IN_FORCE, Phase.PAST_END, Phase.LATER):
        return Q(state__in=[state for state, own in _BY_STATE.items() if own == phase])
    now, active = academic_year.on(today), Q(state=State.ACTIVE)
    over = Q(years_through__lt=now)
    if phase == Phase.PAST_END:
        return active & over
    if phase == Phase.LATER:
        return active & Q(years_from__gt=now) & ~over
    return active & Q(years_from__lte=now) & (Q(years_through=None) | Q(years_through__gte=now))


# How a phase looks: a state of `pathways_portal.looks.STATES`, for its icon and tone.
_LOOKS = {Phase.IN_FORCE: "offered", Phase.PAST_END: "stale", Phase.SUSPENDED: "stale"}


@dataclass(frozen=True)
class Standing:
    """An agreement's phase on a day in words. `more` is a sentence, or empty."""

    phase: Phase
    words: str
    more: str = ""

    @property
    def look(self):
        """The name of a state for `{% status %}`."""
        return _LOOKS.get(self.phase, "draft")


def standing(terms, today):
    """What a reader is told of an agreement on a day."""
    phase = phase_of(terms, today)
    if phase == Phase.PAST_END:
        return Standing(phase, _("Past its end: ask"), _still_counts(terms, today))
    if phase == Phase.LATER:
        words = _("Starts with %(year)s") % {"year": terms.years_from}
        return Standing(phase, words)
    if phase == Phase.SUSPENDED:
        return Standing(phase, _("Suspended: ask"), _("Credit is not promised at present."))
    if phase == Phase.ENDED:
        return Standing(phase, Phase.ENDED.label, _still_counts(terms, today))
    if terms.state == State.DRAFT:
        return Standing(phase, _("Draft, not agreed yet"))
    return Standing(phase, str(phase.label))


def _still_counts(terms, today):
    """Until when a course of the last year can be claimed, or that this is over."""
    last = agreements.last_year(terms)
    if last < terms.years_from:
        return _("It ended before its first year; no course counts.")
    _first, closes = agreements.claim_window(terms, last)
    if closes is None:
        return _(
            "Courses taken through %(year)s count; the last day to claim them is not on file."
        ) % {"year": last}
    words = {"year": last, "day": date_format(closes, "j M Y")}
    if closes < today:
        return _("Courses taken through %(year)s counted until %(day)s.") % words
    return _("Courses taken through %(year)s still count until %(day)s.") % words
