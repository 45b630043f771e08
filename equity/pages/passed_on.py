"""What travels with figures that leave the page: in a workbook, under a picture that is saved.

Whoever gets the file has no page beside it. Words are those of the reader's language; names of
columns and signs in the table stay those of all downloads.
"""

from dataclasses import dataclass
from html import unescape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from equity.pages.published.downloads import HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE, OK, RANGE
from equity.pages.published.standing import cohort_words
from pathways_portal.common.addresses import absolute
from pathways_portal.common.sources import printed


@dataclass(frozen=True)
class Letter:
    """What stands beside a table that is passed on. `lines`: [(what it says, its words)]."""

    title: str
    lines: list
    is_synthetic: bool


def letter_with(request, page, *, address):
    """The `Letter` of a page's table; `address` is the whole one where the table stands."""
    return Letter(
        page.title,
        [
            *_made_up(page),
            (_("Title"), page.title),
            *_about(page),
            *_releases(page),
            *_how(page),
            *signs(),
            (_("To cite this table"), citation(request, page, address=address)),
            (_("Address of the table"), address),
        ],
        page.is_synthetic,
    )


def citation(request, page, *, address):
    """One line for a list of sources, as plain text. The same template prints it on pages."""
    context = {"page": page, "address": address}
    return _plain(render_to_string("equity/_citation.html", context, request))


def scope_of(page):
    """What a page's figures are about, in one line: measures, split, place, pathway, cohorts."""
    return " · ".join(words for _label, words in _scope(page))


def sources_of(page):
    """["Source: release, published on, whose"] of a page's figures."""
    return [f"{label}: {words}" for label, words in _releases(page)]


def _scope(page):
    found = [
        (_("Measure"), _listed(one.metric.local_name for one in page.sources)),
        (_("Split by"), page.split_words),
        (_("Place"), "; ".join(page.place_names)),
        (_("Pathway"), page.on_pathway.local_title if page.on_pathway else ""),
        (_("Cohort"), _listed(cohort_words(one) for one in page.sources)),
    ]
    return [(label, words) for label, words in found if words]


def _listed(words):
    return "; ".join(dict.fromkeys(words))


def _made_up(page):
    if not page.is_synthetic:
        return []
    return [
        (
            _("SYNTHETIC"),
            _(
                "Made up by a program to show how the portal works. No real student, school or gap "
                "is behind it, and no decision should be."
            ),
        )
    ]


def _about(page):
    metrics = {one.metric.pk: one.metric for one in page.sources}.values()
    return [
        *_scope(page),
        *(
            (_("Definition"), f"{one.local_name}: {one.local_definition}")
            for one in metrics
            if one.local_definition
        ),
    ]


def _releases(page):
    return [(_("Source"), _release(page, one)) for one in page.every_release]


def _release(page, release):
    parts = [str(release.local_label)]
    mark = _("SYNTHETIC")
    if release.is_synthetic and not parts[0].startswith(mark):
        parts[0] = f"{mark}: {parts[0]}"
    if release.published_at:
        day = date_format(timezone.localtime(release.published_at), "j M Y")
        parts.append(_("published %(day)s") % {"day": day})
    words = ", ".join(parts)
    if release.source:
        words = f"{words}. {_plain(printed(release.source))}"
    added_up = page.sum_sentence(release)
    return f"{words}. {added_up}" if added_up else words


def _how(page):
    found = []
    if any(one.is_rate for one in page.sources):
        words = _("Percentage point gap minus one (PPG-1), 2022 profile")
        found.append((_("Measure of gaps"), words))
    method = absolute(reverse("equity:methods"))
    found.append((_("How it is measured"), method))
    found.append((_("What the columns say"), f"{method}#files"))
    return found


def signs():
    """[(sign, what it means)] of all downloads, in workbooks and on the pages that explain them."""
    return [
        (HIDDEN, _("not shown, to protect student privacy")),
        (NOT_APPLICABLE, _("does not apply; beside 0 students: no students")),
        (NOT_AVAILABLE, _("not reported, or being corrected")),
        (RANGE, _("only a range is shown, in words such as “at most”: no exact rate")),
        (OK, _("an exact figure is shown")),
    ]


def _plain(html):
    return " ".join(unescape(strip_tags(str(html))).split())
