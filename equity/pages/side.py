"""What stands beside a table: what the pathway offers, and how we know what the table says."""

from dataclasses import dataclass

from django.utils.translation import get_language

from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.models import Support
from wbl.coverage import counted
from wbl.enums import Stage
from wbl.models import ProgramActivity

SUPPORTS_SHOWN = 4


@written_once
def _supports(pathway):
    return Support.objects.filter(
        pathway_supports__pathway=pathway, status=EditingStatus.PUBLISHED
    ).order_by("name", "pk")


@written_once
def _one_at(pathway, stage):
    """Any one activity of public programs of the pathway at a stage of work-based learning."""
    return (
        ProgramActivity.objects.filter(
            counted(), program__pathway_programs__pathway=pathway, stage=stage
        )
        .order_by()
        .values_list("pk")[:1]
    )


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
    return Offers(
        _supports(pathway.pk),
        [stage.label for stage in Stage if _one_at(pathway.pk, stage.value)],
        len(Stage),
    )


def without_language(path):
    """A path as actions and goals are about it: never in one language."""
    start = f"/{get_language()}/"
    return path[len(start) - 1 :] if path.startswith(start) else path
