"""Work-based learning: kinds of activity, what employers offer, what programs do."""

from wbl.models.activity import ActivityKind, ProgramActivity
from wbl.models.opportunity import Opportunity, OpportunitySector

__all__ = ["ActivityKind", "Opportunity", "OpportunitySector", "ProgramActivity"]
