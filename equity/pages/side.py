"""What stands beside a table: what the pathway offers, and how we know what the table says."""

from dataclasses import dataclass

from django.utils.translation import get_language

from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.models import Support
from wbl.coverage import coverage_of_pathway

SUPPORTS_SHOWN = 4


@written_once
def _supports(pathway):
    return Support.objects.filter(
        pathway_supports__pathway=pathway, status=EditingStatus.PUBLISHED
    ).order_by("name", "pk")


@dataclass(frozen=True)
class Offers:
    """A pathway's supports by name, and its stages of work-based learning on file."""

    supports: list
    stages: list
    in_all: int

    @property
    def shown(self):
        return self.supports[:SUPPORTS_SHOWN]

    @property
    def more(self):
        return len(self.supports) - len(self.shown)


def offers_of(pathway):
    """`Offers` of a Pathway; None for all pathways together."""
    if pathway is None:
        return None
    stages = coverage_of_pathway(pathway)
    return Offers(
        _supports(pathway.pk),
        [here.stage.label for here in stages if here.activities],
        len(stages),
    )


def without_language(path):
    """A path as actions and goals are about it: never in one language."""
    start = f"/{get_language()}/"
    return path[len(start) - 1 :] if path.startswith(start) else path
