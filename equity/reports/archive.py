"""The reports as pages: the months there are, and one month for the region or an organization."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Min
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from equity.models import ReportIssue
from equity.reports import months, reading, sentences
from equity.reports.letter import KIND
from partners.models import Organization
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery


@dataclass(frozen=True)
class Month:
    """The region's report of a month, as the list names it.

    `written_on`: the day on which it was put together. `others`: how many organizations have one.
    """

    month: str
    words: str
    gaps: int
    has_news: bool
    is_synthetic: bool
    written_on: str
    others: int


@require_safe
@login_not_required
def report_list(request):
    """The region's reports in the language at hand, newest first. Two queries."""
    issues = ReportIssue.objects.filter(language=get_language())
    rows = issues.filter(organization=None)
    counted = issues.exclude(organization=None).values("month").annotate(places=Count("pk"))
    others = dict(counted.values_list("month", "places"))
    listed = [
        Month(
            row.month,
            months.month_words(row.month),
            len(row.content["gaps"]),
            row.content["has_news"],
            bool(row.content.get("is_synthetic")),
            sentences.day(row.created_at),
            others.get(row.month, 0),
        )
        for row in rows.order_by("-month")
    ]
    return TemplateResponse(request, "equity/report_list.html", {"months": listed})


@require_safe
@login_not_required
def report_detail(request, month):
    """A month's report; `?organization=` names one that has a report of its own in that month."""
    slug = request.GET.get("organization", "")
    issues = ReportIssue.objects.filter(month=month, language=get_language())
    organization = None
    if slug:
        organization = get_object_or_404(Organization.objects.open(), slug=slug)
    issue = issues.filter(organization=organization).first()
    if issue is None:
        raise Http404(_("There is no report for this month and place."))
    read = reading.reading_of(issue)
    others_of_month = (
        issues.exclude(pk=issue.pk)
        .order_by(F("organization__name").asc(nulls_first=True))  # the region's first
        .values_list("organization__slug", "organization__name")
    )
    actions = read.actions
    context = {
        "issue": issue,
        "read": read,
        "content": issue.content,
        "news": issue.content["news"] or issue.content["no_news" if actions else "no_news_at_all"],
        "actions": actions,
        "releases": issue.content["releases"],
        "written_on": sentences.day(issue.created_at),
        "sent_on": _sent_on(issue),
        "month": month,
        "others": others_of_month,
        "method_url": reverse("equity:methods"),
        "contact": reading.contact(),
    }
    return TemplateResponse(request, "equity/report_detail.html", context)


def _sent_on(issue):
    """The day on which the first e-mail with this report went out, or "" where none has."""
    place = (
        {"organizations": [issue.organization_id]} if issue.organization_id else {"region": True}
    )
    sent = Delivery.objects.filter(
        kind=KIND,
        period=issue.month,
        language=issue.language,
        state=DeliveryState.SENT,
        about__contains=place,
    )
    first = sent.aggregate(first=Min("sent_at"))["first"]
    return sentences.day(first) if first else ""
