"""The route planner: one page whose every state is an address."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.enums import K12, Segment
from partners.kept_pages import kept_until_edited
from programs.card_row import CardRow
from programs.credit.orders import OrderUnits
from programs.enums import DEGREES
from programs.labor.market import labor_in
from programs.models import Area, Program
from programs.routes import reasons
from programs.routes.answer import answer
from programs.routes.details import (
    Ahead,
    HopHere,
    ahead_from,
    cards_of,
    hops_of,
)
from programs.routes.entering import license_asked
from programs.routes.missing import missing_in
from programs.routes.question import GRADES, NAMES, Who, read
from programs.routes.search import MOST_HOPS, MOST_ROUTES
from programs.unit_words import range_of, units_in_words


@dataclass(frozen=True)
class Step:
    """A program on a route: its card, how the step before leads here, courses still ahead there.

    `pay_place`: the county whose pay its card shows, by name; empty where it shows none.
    `by_order`: what its order of courses comes to, where its own units are not on file.
    """

    card: CardRow
    hop: HopHere | None = None
    ahead: Ahead | None = None
    is_last: bool = False
    pay_place: str = ""
    by_order: OrderUnits | None = None

    @property
    def order_words(self):
        """The units of its order of courses; empty where its own are on file, or none are."""
        if not self.by_order:
            return ""
        units = units_in_words(range_of(self.by_order.fewest, self.by_order.most))
        return _("%(units)s by its order of courses, without what comes before it") % {
            "units": units
        }

    @property
    def has_sample(self):
        made_up = [self.card.is_sample, self.hop and self.hop.has_sample]
        return any([*made_up, self.by_order and self.by_order.is_sample])

    @property
    def is_exit(self):
        """Whether one can stop here with an award, before the end: schools give none."""
        return not self.is_last and self.card.segment not in K12

    @property
    def license_asked(self):
        return license_asked(self.card.title)

    @property
    def more_units(self):
        """How many units more the most of its range leaves than the fewest; only in college."""
        card = self.card
        fewest, most = (self.by_order or (card.units_min, card.units_max))[:2]
        if card.segment != Segment.COLLEGE or fewest is None:
            return 0
        carried = self.hop.carried or 0 if self.hop else 0
        return max(most - carried, 0) - max(fewest - carried, 0)


@dataclass(frozen=True)
class RouteHere:
    """A route as the page prints it."""

    number: int
    route: object
    steps: list
    why: str
    changes: str
    miles: str

    @property
    def has_sample(self):
        return any(step.has_sample for step in self.steps)

    @property
    def leaves_units_open(self):
        """Whether what counts of a step in the next is not on file: maybe fewer are left."""
        return any(step.hop and step.hop.carried is None for step in self.steps)

    @property
    def most_units(self):
        """Units left where every program takes the most of its range; `route.units` the fewest."""
        return self.route.units + sum(step.more_units for step in self.steps)

    @property
    def has_degree(self):
        return any(step.card.award in DEGREES for step in self.steps)


@require_safe
@login_not_required
@kept_until_edited(*NAMES)
def route(request):
    """From where I am to a job or a program: the best ten routes, or the link that is missing."""
    question = read(request.GET)
    context = {
        "question": question,
        "who": Who,
        "grades": GRADES,
        "most": MOST_ROUTES,
        "most_hops": MOST_HOPS,
    }
    if question.is_whole:
        context |= _found(question)
    return TemplateResponse(request, "programs/route.html", context)


def _found(question):
    found = answer(question)
    cards, *rows = _rows(question, found)
    places = _pay_places(cards)
    routes = [
        _shown(number, found.routes, cards, *rows, places)
        for number in range(len(found.routes))
        if all(key in cards for key in found.routes[number].keys)
    ]
    missing = missing_in(found, question) if found.is_missing_link else None
    return {
        "answer": found,
        "routes": routes,
        "has_sample": any(one.has_sample for one in routes),
        "has_degree": any(one.has_degree for one in routes),
        "place": (place := _job(question, found)),
        "pay_sources": _pay_sources(cards, place),
        "missing": missing,
    }


def _rows(question, found):
    keys = {key for route in found.routes for key in route.keys}
    pairs = {(hop.before, hop.after) for route in found.routes for hop in route.hops}
    hops = found.leading.hops if found.is_missing_link else found.reached.hops
    own = {route.keys[0] for route in found.routes} & set(found.own)
    grade = question.grade if question.who == Who.SCHOOL else None
    return (
        cards_of(keys) if keys else {},
        hops_of(pairs, hops) if pairs else {},
        ahead_from(own, grade) if grade and own else {},
        hops.by_order,
    )


def _pay_places(cards):
    """{county by its web name: what its figures say it is}. One query, none without pay."""
    counties = {card.job.county for card in cards.values() if card.job and card.job.survey}
    areas = Area.objects.filter(county__slug__in=counties).select_related("county")
    return {area.county.slug: area.local_name for area in areas} if counties else {}


def _pay_sources(cards, place):
    """(source, day) of all pay on the page."""
    named = [one.job.sources[0] for one in cards.values() if one.job and one.job.survey]
    survey = place and place.survey
    return [*named, *([(survey.source, survey.as_of)] if survey else [])]


def _shown(number, routes, cards, hops, ahead, by_order, places):
    route = routes[number]
    steps = [
        Step(
            cards[key],
            hops[route.keys[at - 1], key] if at else None,
            ahead.get(key) if not at else None,
            is_last=key == route.keys[-1],
            pay_place=places.get(cards[key].job.county, "") if cards[key].job else "",
            by_order=by_order.get(key),
        )
        for at, key in enumerate(route.keys)
    ]
    other = routes[number - 1] if number else next(iter(routes[1:]), None)
    return RouteHere(
        number + 1,
        route,
        steps,
        reasons.why(route, other, is_first=not number, is_last=number == len(routes) - 1),
        reasons.changes(route.cost.changes),
        reasons.miles(route),
    )


def _job(question, found):
    """The job's `JobInArea` in the county where the best route ends; None without a job there."""
    if not (question.occupation and found.routes):
        return None
    last = Program.objects.filter(pk=found.routes[0].keys[-1])
    county = last.values_list("organization__county", flat=True).first()
    return labor_in(county, [question.occupation]).in_county(question.occupation.pk, county)
