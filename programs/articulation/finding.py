"""The nightly look at what agreements are found by."""

from django.db import connection

from programs.articulation.finding_sql import WRITE
from programs.models import ArticulationAgreement

AT_ONCE = 5_000


def find_anew():
    """Write the rows of `AgreementFinding` anew that differ; returns how many were looked at.

    Triggers keep them true, but for two edits at the very same time: an agreement that one of them
    makes is unknown to the other, which renames its course. So many at once are held from edits.
    """
    seen = last = 0
    while ids := list(
        ArticulationAgreement.objects.filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:AT_ONCE]
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {WRITE}(%s)", [ids])
        seen, last = seen + len(ids), ids[-1]
    return seen
