"""The demo's monthly report: put together as the portal does on its day, and mailed to nobody."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from equity.models import ReportIssue
from equity.reports import months
from equity.reports.issue import issue_of
from partners.models import Organization

# Whose reports stand beside the region's: a school with gaps to act on, in the district of the
# sample lead, and the sample coordinator's college, of which no gaps are on file.
PLACES = ["eastlake-high", "imperial-valley-college"]


def ensure(now=None):
    """Put this month's reports into the archive; return how many are new.

    From its day on, as `equity.reports.planning` does; before it only where there is no report
    yet, so that a newcomer has one to read. No row comes into the outbox, so each of its pages
    says that it has gone to nobody. Raises ImproperlyConfigured without DEBUG: a portal in
    production puts a report together on its day, by the scheduler.
    """
    if not settings.DEBUG:
        raise ImproperlyConfigured("The demo's reports are made with DEBUG only.")
    now = now or timezone.now()
    month = months.month_of(now)
    if now < months.due_at(month) and ReportIssue.objects.exists():
        return 0
    places = Organization.objects.open().filter(slug__in=PLACES).values_list("pk", flat=True)
    before = ReportIssue.objects.count()
    with transaction.atomic():
        for place in [None, *places]:
            for language, _name in settings.LANGUAGES:
                issue_of(month, place, language)
    return ReportIssue.objects.count() - before
