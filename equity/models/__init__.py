"""Who enters and who completes: reference lists, releases, protected cells.

Raw counts are not named here: import `equity.models.raw` only where the import contract lets you.
"""

import equity.models.raw  # noqa: F401  (known to Django, and to nobody else)
from equity.models.dimension import ALL, Dimension, Group, SegmentMeaning, SourceLabel
from equity.models.metric import Metric
from equity.models.published import NUMBERLESS, NUMBERS, PublishedCell
from equity.models.release import Publication, Release
from equity.models.report import ReportIssue, Subscription
from equity.models.slice import Slice

__all__ = [
    "ALL",
    "NUMBERLESS",
    "NUMBERS",
    "Dimension",
    "Group",
    "Metric",
    "Publication",
    "PublishedCell",
    "Release",
    "ReportIssue",
    "SegmentMeaning",
    "Slice",
    "SourceLabel",
    "Subscription",
]
