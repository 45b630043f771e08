"""The report as an e-mail: one for a person, with a part for each place they asked for.

The parts are written once for a place, the whole once for all who asked for the same places; a
person's own links and actions come in after.
"""

import re

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from equity.reports import parts, reading, sentences, tokens
from equity.reports.actions_open import actions_with, chosen, update_url
from equity.reports.issue import TooLate
from equity.reports.recipients import recipient_of
from pathways_portal.common.addresses import absolute
from pathways_portal.common.outbox import kinds
from pathways_portal.common.outbox.form_letter import FormLetter

KIND = "monthly_report"
# What stands in the common text in the place of a person's own links; of letters alone, so that
# neither escaping nor the inliner of styles changes them.
SETTINGS, UNSUBSCRIBE = "xPortalSettingsX", "xPortalUnsubscribeX"
_ENDS_OF_LINES = re.compile(r"[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
# Ended subscriptions and months without news close a row with these words; the page of a person's
# settings prints them in the reader's language.
ENDED = gettext_noop("The subscription has ended.")
NOTHING = gettext_noop(
    "There was no gap to act on, nothing that got better and no open action to report."
)
TOO_LATE = gettext_noop(
    "The month was over, and what is published now came after it; the next report tells it."
)
OVERTAKEN = gettext_noop("It was still waiting when the next month's report came.")

_letters = parts.Kept()
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def forget():
    """Drop what was kept: for tests, and after a long pause."""
    _letters.clear()
    parts.forget()


def write(delivery):
    """The message of one row; NotSent where there is nothing for this person."""
    recipient = recipient_of(delivery.recipient)
    if recipient is None:
        raise kinds.NotSent(ENDED)
    return message(delivery, recipient)


def message(delivery, recipient):
    """The report of a row's month and places, with this recipient's own parts."""
    organizations = tuple(delivery.about.get("organizations", ()))
    with_region = delivery.about.get("region", not organizations)
    key = (delivery.period, organizations, with_region, delivery.language, recipient.own)
    letter = _letters.get(key, lambda: _in_its_language(*key))
    if isinstance(letter, str):
        raise kinds.NotSent(letter)
    return letter.copy(
        {
            SETTINGS: tokens.settings_url(recipient),
            UNSUBSCRIBE: tokens.unsubscribe_url(recipient),
        }
    )


def _in_its_language(month, organizations, with_region, language, own):
    with override(language):
        try:
            return _letter(month, organizations, with_region, language, own)
        except TooLate:
            return TOO_LATE


def _letter(month, organizations, with_region, language, own):
    """The `FormLetter` of these places, or the words that say why there is none."""
    form = "alone" if len(organizations) + with_region == 1 else "one of several"
    theirs = [parts.part_of(month, one, language, form) for one in organizations]
    if with_region:
        beside = "beside" if theirs else "alone"
        theirs.append(parts.part_of(month, None, language, beside))
    yours, others = _actions(theirs, own)
    if not (yours or others or any(part.has_figures for part in theirs)):
        return NOTHING
    context = _context(theirs) | {
        "month": theirs[0].read.month,
        "yours": yours,
        "others": others,
        "all_url": absolute(reverse("partners:goals")),
        "settings_url": SETTINGS,
        "unsubscribe_url": UNSUBSCRIBE,
        "archive_url": absolute(reverse("equity:report", args=[month])),
    }
    text = render_to_string("equity/emails/monthly_report.txt", context)
    html = render_to_string("equity/emails/monthly_report.html", context)
    written = EmailMultiAlternatives(
        context["subject"],
        _BLANK_LINES.sub("\n\n", _ENDS_OF_LINES.sub("", text)).strip() + "\n",
        reply_to=[settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None,
        headers={
            "List-Unsubscribe": f"<{UNSUBSCRIBE}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"monthly-report <monthly-report.{_host()}>",
        },
    )
    # Styles written into the elements: many mail programs drop those of the head.
    written.attach_alternative(_inliner.inline(html), "text/html")
    return FormLetter(written, [SETTINGS, UNSUBSCRIBE])


def _context(theirs):
    """What the parts have in common: subject, question, the releases they come from."""
    releases = {}
    for part in theirs:
        for one in part.content["releases"]:
            releases[one["label"], one["published"]] = one
    asked = next((part for part in theirs if part.read.gaps), theirs[0])
    return {
        "parts": theirs,
        "place": theirs[0].content["place"],
        "names": [part.content["place"] for part in theirs] if theirs[1:] else [],
        "subject": _subject(theirs),
        "question": asked.read.question,
        "is_synthetic": any(part.content["is_synthetic"] and part.has_figures for part in theirs),
        "has_region": theirs[-1].organization_id is None,
        "releases": list(releases.values()),
        "method_url": absolute(reverse("equity:methods")),
        "contact": reading.contact(),
    }


def _subject(theirs):
    """Of the place whose gaps are named; of several organizations the first, and how many more."""
    with_gaps = [part for part in theirs if part.read.gaps and part.organization_id]
    with_gaps = with_gaps or [part for part in theirs if part.read.gaps]
    if with_gaps:
        first = with_gaps[0].content
        place = sentences.with_others(first["place"], len(with_gaps) - 1)
        count = sum(len(part.read.gaps) for part in with_gaps)
        words = sentences.subject(place, count, first["data"])
    else:
        said = max(theirs, key=_what_is_told)
        got_better, is_corrected, has_news = _what_is_told(said)
        words = sentences.subject_without_gaps(
            said.content["place"],
            got_better=got_better,
            is_corrected=is_corrected,
            has_news=has_news,
        )
    return words[:200]


def _what_is_told(part):
    """Of a part without gaps, what counts most first: better, being corrected, new at all."""
    return part.has_figures, part.read.is_corrected, part.content["has_news"]


def _actions(theirs, own):
    """(yours, others) with their links: as the reports kept them, and a person's own as of now."""
    organizations = {part.organization_id for part in theirs} - {None}
    kept = [
        one
        for part in theirs
        for one in part.read.actions
        # Beside an organization the region names only what is about its gaps.
        if part.organization_id or not organizations or part.read.is_about(one["about_key"])
    ]
    missing = set(own) - {one["key"] for one in kept}
    if missing:
        kept += actions_with(missing)
    # The link leads into the admin: only whose own action it is gets it, never the public.
    linked = [
        one | {"is_own": one["key"] in own, "url": update_url(one) if one["key"] in own else ""}
        for one in kept
    ]
    return chosen(linked, organizations=organizations, own=set(own))


def _host():
    return settings.SITE_URL.split("://", 1)[-1].split("/")[0].split(":")[0]


def register():
    kinds.register(kinds.Kind(KIND, _("Monthly report"), write))
