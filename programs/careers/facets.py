"""The ways to narrow the list of careers: which choices each has, and which a row falls under."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common.money import dollars
from programs.enums import EntryEducation, Interest, JobFlag

YES = "yes"
LIVING = "living"
# Dollars a year that the median must reach.
PAY_STEPS = (40_000, 60_000, 80_000, 100_000, 150_000)
# Openings a year: from, and up to, both included. The rule of San Diego County asks for 60.
OPENINGS_BANDS = {
    "0-19": (0, 19),
    "20-59": (20, 59),
    "60-199": (60, 199),
    "200-499": (200, 499),
    "500-up": (500, None),
}
EDUCATION_KEYS = {level.value: level.name.lower() for level in EntryEducation}
INTEREST_KEYS = {interest.value: interest.name.lower() for interest in Interest}


@dataclass(frozen=True)
class Facet:
    """One way to narrow, by its name in addresses.

    `choices(here, sectors)` lists (key, label) in the order of the page, `keys(row, here)` the
    keys that a row falls under; none where the figure is not on file. Several chosen keys widen;
    of a `single` facet one is chosen, since each holds the next.
    """

    name: str
    label: object
    choices: Callable
    keys: Callable
    single: bool = False


def _flag_choices(here, sectors):
    return [(flag.value, flag.label) for flag in JobFlag]


def _flag_keys(row, here):
    return row.verdict.flags


def _program_choices(here, sectors):
    return [(YES, _("A program here leads there"))]


def _program_keys(row, here):
    return [YES] if row.programs else []


def _pay_choices(here, sectors):
    living = _("At least the living wage")
    if here and here.benchmark:
        living = _("At least the living wage, %(pay)s an hour") % {
            "pay": dollars(here.benchmark.hourly)
        }
    steps = [
        (str(step), _("At least %(pay)s a year") % {"pay": dollars(step)}) for step in PAY_STEPS
    ]
    return [(LIVING, living), *steps]


def _pay_keys(row, here):
    if row.annual is None:
        return []
    keys = [str(step) for step in PAY_STEPS if row.annual >= step]
    # As the rule reads it: an hour against an hour. What is beyond the highest figure passes.
    pay = row.annual if row.pay is None else row.pay
    if here.benchmark and pay >= here.benchmark.hourly:
        keys.append(LIVING)
    return keys


def _openings_choices(here, sectors):
    return [
        (key, _("%(first)s or more") % {"first": first})
        if last is None
        else (key, _("%(first)s to %(last)s") % {"first": first, "last": last})
        for key, (first, last) in OPENINGS_BANDS.items()
    ]


def _openings_keys(row, here):
    if row.openings is None:
        return []
    return [
        key
        for key, (first, last) in OPENINGS_BANDS.items()
        if row.openings >= first and (last is None or row.openings <= last)
    ]


def _growth_choices(here, sectors):
    return [
        ("declining", _("Declining")),
        ("0-5", _("Up to 5%")),
        ("5-10", _("Over 5%, up to 10%")),
        ("10-up", _("Over 10%")),
    ]


def _growth_keys(row, here):
    if row.growth is None:
        return []
    if row.growth < 0:
        return ["declining"]
    return ["0-5" if row.growth <= 5 else "5-10" if row.growth <= 10 else "10-up"]


def _education_choices(here, sectors):
    return [(EDUCATION_KEYS[level], level.label) for level in EntryEducation]


def _education_keys(row, here):
    return [EDUCATION_KEYS[row.entry_education]] if row.entry_education else []


def _sector_choices(here, sectors):
    return [(sector.slug, sector.local_name) for sector in sectors]


def _sector_keys(row, here):
    return row.sectors


def _interest_choices(here, sectors):
    return [(INTEREST_KEYS[interest], interest.label) for interest in Interest]


def _interest_keys(row, here):
    return [INTEREST_KEYS[interest] for interest in row.interests]


FACETS = (
    Facet("programs", gettext_lazy("Taught here"), _program_choices, _program_keys),
    Facet("flag", gettext_lazy("Flags"), _flag_choices, _flag_keys),
    Facet("pay", gettext_lazy("Median pay"), _pay_choices, _pay_keys, single=True),
    Facet(
        "openings", gettext_lazy("Openings a year (estimate)"), _openings_choices, _openings_keys
    ),
    Facet("growth", gettext_lazy("Growth in the state"), _growth_choices, _growth_keys),
    Facet("education", gettext_lazy("Education to enter"), _education_choices, _education_keys),
    Facet("sector", gettext_lazy("Sector of the programs"), _sector_choices, _sector_keys),
    Facet("interest", gettext_lazy("Interests"), _interest_choices, _interest_keys),
)
BY_NAME = {facet.name: facet for facet in FACETS}
