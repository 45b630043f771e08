"""The moves in an agreement's life: which are possible now, and what still stands in the way.

Plain rules over what is known of an agreement (`Facts`). Which state may follow which is said in
`programs.agreements.MOVES`, and the database refuses all else; here each step has a name, and what
it asks for beyond the state. A refusal is a sentence that says how to mend it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common import academic_year
from programs import agreements
from programs.enums import AgreementState as State


class Move(TextChoices):
    """A step somebody takes with an agreement; its words are those of the button."""

    SEND = "send", gettext_lazy("Send to review")
    SEND_BACK = "send_back", gettext_lazy("Send back")
    MARK_SIGNED = "mark_signed", gettext_lazy("Mark as signed")
    ACTIVATE = "activate", gettext_lazy("Put in force")
    SUSPEND = "suspend", gettext_lazy("Suspend")
    RESUME = "resume", gettext_lazy("Resume")
    END = "end", gettext_lazy("End")


# For each move: {the state it starts from: the state it leads to}.
STEPS = {
    Move.SEND: {State.DRAFT: State.IN_REVIEW},
    Move.SEND_BACK: {State.IN_REVIEW: State.DRAFT, State.SIGNED: State.IN_REVIEW},
    Move.MARK_SIGNED: {State.IN_REVIEW: State.SIGNED},
    Move.ACTIVATE: {State.SIGNED: State.ACTIVE},
    Move.SUSPEND: {State.ACTIVE: State.SUSPENDED},
    Move.RESUME: {State.SUSPENDED: State.ACTIVE},
    Move.END: {State.ACTIVE: State.ENDED, State.SUSPENDED: State.ENDED},
}
# What puts an agreement before students; it must be whole, and its years not over.
_INTO_FORCE = (Move.ACTIVATE, Move.RESUME)


@dataclass(frozen=True)
class Place:
    """A place in the chain of signatures. `side` is "sending", "receiving", or "" for neither."""

    order: int
    words: str
    side: str
    is_signed: bool


@dataclass(frozen=True)
class Facts:
    """What the moves read of an agreement. `terms` is what `programs.agreements` reads."""

    terms: agreements.Terms
    sending_courses: int = 0
    receiving_courses: int = 0
    places: Collection[Place] = field(default_factory=list)

    @property
    def in_order(self):
        return sorted(self.places, key=lambda place: place.order)


def possible(state):
    """The moves that start from a state, in the order of an agreement's life."""
    return [move for move, steps in STEPS.items() if state in steps]


def goes_to(move, state):
    """The state a move leads to; None where it does not start from `state`."""
    return STEPS[move].get(state)


def how_to_change_terms(state):
    """A sentence that says how its terms and courses are changed; "" while they can be typed.

    What was signed is what stands there, so they are closed from the review on.
    """
    if state == State.DRAFT:
        return ""
    if state in (State.IN_REVIEW, State.SIGNED):
        return _(
            "Its terms and courses are closed, because signatures stand under them. To change "
            "them, press “Send back” until it is a draft again; that takes the signatures away."
        )
    return _(
        "Its terms and courses are closed, because signatures stand under them. To change them, "
        "copy it as a draft for the next years and change the copy."
    )


def hindrances(move, facts: Facts, *, today: date, on: date | None = None):
    """Sentences that say what stands in the way of a move; [] where nothing does.

    `on` is the day on which an agreement ends; the other moves need none.
    """
    state = State(facts.terms.state)
    if goes_to(move, state) is None:
        return [_not_from(move, state)]
    said = []
    if move in (Move.SEND, Move.MARK_SIGNED, *_INTO_FORCE):
        said += _missing_courses(facts)
    if move == Move.MARK_SIGNED:
        said += _missing_signatures(facts)
    if move in _INTO_FORCE and agreements.last_year(facts.terms) < academic_year.on(today):
        said.append(
            _(
                "Its last year, %(year)s, is over, so no student could use it. Copy it as a draft "
                "for the next years instead."
            )
            % {"year": facts.terms.years_through}
        )
    if move == Move.END:
        said += _wrong_end(on, today)
    return said


def next_place(facts: Facts):
    """The first place in the chain that is not signed yet; None where all are."""
    return next((place for place in facts.in_order if not place.is_signed), None)


def hindrances_to_sign(facts: Facts, place: Place, *, today: date, on: date):
    """Sentences that say why a place in the chain cannot be signed now; [] where it can."""
    if place.is_signed:
        return [_("“%(place)s” is signed already.") % {"place": place.words}]
    said = []
    if facts.terms.state != State.IN_REVIEW:
        said.append(_("An agreement is signed while it is in review. Send it to review first."))
    first = next_place(facts)
    if first is not None and first.order < place.order:
        said.append(
            _("“%(first)s” signs before “%(place)s”. Record that signature first.")
            % {"first": first.words, "place": place.words}
        )
    if on > today:
        said.append(_("A signature cannot be of a day to come. Give today or an earlier day."))
    return said


def _not_from(move, state):
    """Why a move does not start here, and which moves do."""
    ways = possible(state)
    if not ways:
        return _("An ended agreement stays ended. Copy it as a draft for the next years instead.")
    return _("“%(move)s” is no step from “%(state)s”. From here: %(ways)s.") % {
        "move": move.label,
        "state": state.label,
        "ways": ", ".join(str(way.label) for way in ways),
    }


def _missing_courses(facts):
    if not facts.sending_courses:
        yield _("No course is named that is taken. Add at least one sending course.")
    if not facts.receiving_courses:
        yield _("No college course is named that is earned. Add at least one receiving course.")


def _missing_signatures(facts):
    sides = {place.side for place in facts.places}
    if "sending" not in sides:
        yield _("Nobody signs for the sending side. Add a place for it to the chain of signatures.")
    if "receiving" not in sides:
        yield _(
            "Nobody signs for the receiving side. Add a place for it to the chain of signatures."
        )
    missing = [place.words for place in facts.in_order if not place.is_signed]
    if missing:
        yield _("Not signed yet: %(places)s. Give the day of each signature.") % {
            "places": "; ".join(missing)
        }


def _wrong_end(on, today):
    if on is None:
        yield _("Give the day on which it ends.")
    elif on > today:
        yield _(
            "It cannot end on a day to come. Give today or an earlier day, or end it when the "
            "day has come."
        )
