"""Hops by agreements, worked out once a night for all programs."""

from django.db import connection, transaction
from django.utils import timezone

from pathways_portal.common import academic_year
from programs.bulk_writes import lock
from programs.models import HopDoubt, HopYear, ProgramHop
from programs.routes.hop_sql import KEEP


@transaction.atomic
def keep_hops():
    """Work all of them out anew, and what was in doubt is no more; return how many there are.

    Doubts are taken away first: an edit that is committed after that either is seen here or leaves
    its own doubt.
    """
    lock([HopYear])  # one run at a time
    HopYear.objects.all().delete()
    HopDoubt.objects.all().delete()
    ProgramHop.objects.all().delete()
    current, coming = academic_year.current_and_coming(timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"current": current, "coming": coming})
        written = cursor.rowcount
        cursor.execute("ANALYZE programs_programhop")  # its rows are all new
    HopYear.objects.create(current=current)
    return written
