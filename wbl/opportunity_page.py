"""The page of one opportunity: what, who, when, and which programs prepare for it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from programs.models import Pathway, Program, Sector
from programs.sector_pages import by_shown_name, segment_counts
from wbl.coverage import counted
from wbl.enums import OpportunityState
from wbl.models import ProgramActivity

# Programs named that already do something with the employer.
PROGRAMS_SHOWN = 8


@dataclass(frozen=True)
class SectorHere:
    """A sector of the opportunity: its pathways, and how many programs of each segment it has."""

    sector: Sector
    pathways: list
    segments: list  # (segment, programs)


class OpportunityPage:
    """What the page prints beside the row itself."""

    def __init__(self, opportunity):
        self.opportunity = opportunity
        self.today = timezone.localdate()

    @property
    def is_open(self):
        """As `wbl.querysets.can_apply`, for the row at hand."""
        return (
            self.opportunity.state == OpportunityState.OPEN
            and not self.deadline_has_passed
            and not self.is_over
        )

    @property
    def deadline_has_passed(self):
        return bool(self.opportunity.apply_by and self.opportunity.apply_by < self.today)

    @property
    def is_over(self):
        return bool(self.opportunity.ends_on and self.opportunity.ends_on < self.today)

    @cached_property
    def sectors(self):
        own = by_shown_name(self.opportunity.sectors.all())
        counts = segment_counts(Program.objects.open_to_students().filter(sector__in=own))
        pathways = list(Pathway.objects.published().filter(sector__in=own).order_by("title", "pk"))
        return [
            SectorHere(
                sector,
                [one for one in pathways if one.sector_id == sector.pk],
                counts.get(sector.pk, []),
            )
            for sector in own
        ]

    @cached_property
    def with_employer(self):
        """Programs that do something with this employer, each once, by title."""
        rows = (
            ProgramActivity.objects.filter(counted(), partner=self.opportunity.employer_id)
            .select_related("program__organization", "kind")
            .order_by("program__title", "program", "kind__order", "pk")
        )
        found = {}
        for row in rows[: 4 * PROGRAMS_SHOWN]:
            found.setdefault(row.program_id, row)
        return list(found.values())[:PROGRAMS_SHOWN]
