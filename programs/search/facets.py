"""The facets, declared: a later one is one line here and one column of SearchDocument."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from programs.enums import (
    Accelerator,
    Award,
    Cost,
    DocumentKind,
    Format,
    JobFlag,
    Schedule,
    Stage,
    TeachingLanguage,
    Units,
)


@dataclass(frozen=True)
class Facet:
    """A way to narrow the results.

    `name` is its parameter in addresses, `column` its column of SearchDocument. Values are either
    `choices` (a TextChoices) or things that have documents of their own (`kind`). `several`: the
    column is an array. A `short` facet shows all its values, in the order given; a long one the
    `first` values by count, the rest behind "more".
    """

    name: str
    label: object
    column: str
    choices: type | None = None
    kind: str = ""
    several: bool = False
    short: bool = False
    first: int = 7


FACETS = (
    Facet("segment", _("Segment"), "segment", choices=Segment, short=True),
    Facet("sector", _("Sector"), "sector", kind=DocumentKind.SECTOR),
    Facet("pathway", _("Pathway"), "pathways", kind=DocumentKind.PATHWAY, several=True, first=5),
    Facet("county", _("County"), "county", kind=DocumentKind.COUNTY, short=True),
    Facet(
        "organization",
        _("School, college or district"),
        "organizations",
        kind=DocumentKind.ORGANIZATION,
        several=True,
    ),
    Facet("award", _("Award"), "award", choices=Award, short=True),
    Facet("units", _("Units (of a degree: its major)"), "units", choices=Units, short=True),
    Facet(
        "occupation",
        _("Leads to"),
        "occupations",
        kind=DocumentKind.OCCUPATION,
        several=True,
        first=6,
    ),
    Facet(
        "job",
        _("The job it leads to first"),
        "job_flags",
        choices=JobFlag,
        several=True,
        short=True,
    ),
    Facet(
        "accelerator",
        _("Moves you ahead"),
        "accelerators",
        choices=Accelerator,
        several=True,
        short=True,
    ),
    Facet("wbl", _("Work-based learning"), "stages", choices=Stage, several=True, short=True),
    Facet("skill", _("Skills it teaches"), "skills", kind=DocumentKind.SKILL, several=True),
    Facet("support", _("Supports"), "supports", kind=DocumentKind.SUPPORT, several=True),
    Facet("format", _("Format"), "formats", choices=Format, several=True, short=True),
    Facet("schedule", _("Time of day"), "schedules", choices=Schedule, several=True, short=True),
    Facet(
        "language", _("Taught in"), "languages", choices=TeachingLanguage, several=True, short=True
    ),
    Facet("cost", _("Cost"), "costs", choices=Cost, several=True, short=True),
)
BY_NAME = {facet.name: facet for facet in FACETS}
