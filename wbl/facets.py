"""The ways to narrow the list of opportunities: which choices each has, and what a row is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wbl.enums import Stage

PAID, UNPAID = "yes", "no"
AGES = (12, 14, 16, 18)
SHOW, OPEN, ALL = "show", "open", "all"


@dataclass(frozen=True)
class Choices:
    """What the database says can be chosen: kinds, sectors and counties in the page's order."""

    kinds: list
    sectors: list
    counties: list
    grades: list


@dataclass(frozen=True)
class Facet:
    """One way to narrow, by its name in addresses.

    `choices(known)` lists (key, label) in the order of the page, `keys(row)` the keys that a row
    falls under; none where that is not on file. Several chosen keys widen; of a `single` facet one
    is chosen. Of a `long` one only what finds something is offered.
    """

    name: str
    label: object
    choices: Callable
    keys: Callable
    single: bool = False
    long: bool = False


def _stages(known):
    return Stage.choices


def _kinds(known):
    return [(kind.slug, kind.local_name) for kind in known.kinds]


def _sectors(known):
    return [(sector.slug, sector.local_name) for sector in known.sectors]


def _counties(known):
    return [(county.slug, county.name) for county in known.counties]


def _paid(known):
    return [(PAID, _("Paid")), (UNPAID, _("Not paid"))]


def _paid_keys(row):
    return [] if row.is_paid is None else [PAID if row.is_paid else UNPAID]


def _ages(known):
    return [(str(age), _("Open at %(age)s years") % {"age": age}) for age in AGES]


def _age_keys(row):
    return [] if row.min_age is None else [str(age) for age in AGES if row.min_age <= age]


def _grades(known):
    return [(str(grade), _("Grade %(grade)s") % {"grade": grade}) for grade in known.grades]


FACETS = (
    Facet("stage", gettext_lazy("Stage"), _stages, lambda row: [row.stage]),
    Facet("kind", gettext_lazy("What one does"), _kinds, lambda row: [row.kind], long=True),
    Facet("sector", gettext_lazy("Sector"), _sectors, lambda row: row.sectors, long=True),
    Facet(
        "county",
        gettext_lazy("County"),
        _counties,
        lambda row: [row.county] if row.county else [],
    ),
    Facet("paid", gettext_lazy("Pay"), _paid, _paid_keys),
    Facet("age", gettext_lazy("Least age"), _ages, _age_keys, single=True),
    Facet("grade", gettext_lazy("Grade"), _grades, lambda row: [str(one) for one in row.grades]),
)
BY_NAME = {facet.name: facet for facet in FACETS}
