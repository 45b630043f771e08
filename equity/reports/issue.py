"""One month's report for one place in one language: put together once, the same for everybody."""

from django.utils.timezone import localdate
from django.utils.translation import override

from equity.models import ReportIssue
from equity.reports import doers, months, sentences
from equity.reports.actions_open import actions_of
from equity.reports.addresses import gap_address, gap_name
from equity.reports.figures import figures_of
from partners.enums import RoleKind
from partners.models import Organization
from pathways_portal.common.sources import in_words


class TooLate(Exception):
    """A month that is over would get figures that were published after it.

    `published_at`: when the first of them was published.
    """

    def __init__(self, month, published_at):
        self.month, self.published_at = month, published_at
        super().__init__(
            f"{month} is over, and it had no report of this place. A report names what is "
            f"published now, and that was published later, on {published_at:%Y-%m-%d}. The next "
            "report tells what is new; none is made up for a month before."
        )


def issue_of(month, organization_id, language):
    """The report, put together now if it is not there yet. Of two at once the first one counts.

    Raises `TooLate` where it would name figures that came after the month.
    """
    key = {"month": month, "organization_id": organization_id, "language": language}
    found = ReportIssue.objects.filter(**key).first()
    if found:
        return found
    organization = organization_id and Organization.objects.get(pk=organization_id)
    with override(language):
        written = _write(month, organization)
    ReportIssue.objects.bulk_create([ReportIssue(**key, **written)], ignore_conflicts=True)
    return ReportIssue.objects.get(**key)


def _write(month, organization):
    """Subject, content and what they come from, in the language at hand."""
    place = sentences.place_name(organization)
    figures = figures_of(organization)
    for release in figures.releases:
        if release.published_at >= months.end_of(month):
            raise TooLate(month, release.published_at)
    releases, earlier = figures.releases, _earlier(month, organization)
    told = {pk for issue, _on in earlier for pk in issue}
    new = [one for one in releases if one.pk not in told]
    # What was taken back after the last report is news, whatever else there is.
    last = max((on for _issue, on in earlier), default=None)
    corrected = bool(figures.taken_back) and (last is None or figures.taken_back >= last)
    content = {
        "place": place,
        "organization": organization.slug if organization else "",
        "has_news": bool(new),
        "is_corrected": corrected,
        "data": new[-1].local_label if new else "",
        "is_synthetic": bool(new) and any(one.is_synthetic for one in releases),
        "news": [
            *sentences.news(new, figures.measures, is_first=not earlier, is_corrected=corrected),
            *sentences.about_sums(figures),
        ]
        if new
        else [],
        "no_news": sentences.no_news(releases, True, is_corrected=corrected),
        "no_news_at_all": sentences.no_news(releases, False, is_corrected=corrected),
        "gaps": [_gap(gap) for gap in figures.gaps] if new else [],
        "better": _better(figures.better, place) if new and figures.better else None,
        "releases": [
            {
                "label": one.local_label,
                "published": sentences.day(one.published_at),
                "source": in_words(one.source),
            }
            for one in releases
        ]
        if new
        else [],
    }
    content["actions"] = actions_of(organization, [gap["address"] for gap in content["gaps"]])
    content["question"] = (
        sentences.question(figures.gaps[0].cell)
        if content["gaps"]
        else sentences.question_without_data()
    )
    if content["gaps"]:
        subject = sentences.subject(place, len(content["gaps"]), content["data"])
    else:
        subject = sentences.subject_without_gaps(
            place,
            got_better=bool(content["better"]),
            is_corrected=corrected,
            has_news=bool(new),
        )
    return {
        "subject": subject[: ReportIssue._meta.get_field("subject").max_length],
        "content": content,
        "releases": [one.pk for one in new],
        "cells": figures.cells if new else [],
    }


def _earlier(month, organization):
    """[(releases it was about, its day)] of earlier reports of this place, in any language."""
    issues = ReportIssue.objects.filter(organization=organization, month__lt=month)
    return [(told, localdate(at)) for told, at in issues.values_list("releases", "created_at")]


def _gap(gap):
    cell = gap.cell
    address = gap_address(cell)
    pathway = cell.slice.pathway
    return {
        "cells": [c.pk for c in (cell, gap.before, gap.widest) if c],
        "heading": sentences.heading(cell),
        "group": sentences.group_name(cell.group),
        "metric": cell.slice.metric.local_name,
        "where": sentences.where(cell),
        "figures": sentences.figures(cell),
        "direction": sentences.direction(cell, gap.before),
        "widest": sentences.widest(cell, gap.widest),
        "address": address,
        "about": gap_name(cell),
        "contact": _contact(cell),
        "pathway": {
            "title": pathway.local_title,
            "slug": pathway.slug,
            "owner": pathway.owner.name if pathway.owner else "",
            "phone": pathway.owner.phone if pathway.owner else "",
            "email": pathway.owner.email if pathway.owner else "",
        }
        if pathway
        else None,
    }


def _contact(cell):
    """Whom to ask where no organization keeps the pathway: the organization whose figures they
    are, of the region the one with the regional chair. Its own mailbox, never a person's; None
    where none is on file.
    """
    pathway, organization = cell.slice.pathway, cell.slice.organization
    if pathway and pathway.owner:
        return None
    if organization is None:
        chairs = Organization.objects.open().filter(roles__kind=RoleKind.REGIONAL_CHAIR)
        organization = chairs.order_by("name", "pk").first()
    if organization is None:
        return None
    return {
        "name": organization.name,
        "phone": organization.phone,
        "email": organization.email,
    }


def _better(better, place):
    address = gap_address(better.cell)
    return {
        "cells": [better.cell.pk, better.before.pk],
        "words": sentences.better(better.cell, better.before),
        "who": doers.who_did_it(better.cell, place),
        "address": address,
    }
