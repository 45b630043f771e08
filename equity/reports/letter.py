"""The report as an e-mail: written once for a place and language, a person's own parts after."""

import re
import time
from collections import OrderedDict
from dataclasses import dataclass

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from equity.models import Subscription
from equity.reports import reading, subscribing, tokens
from equity.reports.actions_open import chosen, open_actions
from equity.reports.issue import issue_of
from pathways_portal.common.addresses import absolute
from pathways_portal.common.outbox import kinds

KIND = "monthly_report"
# How long a worker uses what it has written and read once, in seconds, and for how many places.
KEEP = 120
MOST_KEPT = 64
# What stands in the common text in the place of a person's own links; of letters alone, so that
# neither escaping nor the inliner of styles changes them.
SETTINGS, UNSUBSCRIBE, ACTIONS = "xPortalSettingsX", "xPortalUnsubscribeX", "xPortalActionsX"
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_BLANK_LINES = re.compile(r"\n{3,}")
# Ended subscriptions and months without news close a row with these words; the page of a person's
# settings prints them in the reader's language.
ENDED = gettext_noop("The subscription has ended.")
NOTHING = gettext_noop(
    "There was no gap to act on, nothing that got better and no open action to report."
)


@dataclass
class Letter:
    """The common text of one place and language, with the actions it may name."""

    subject: str
    text: str
    html: str
    about_keys: frozenset
    has_figures: bool
    is_region: bool
    written_at: float
    blocks: dict


_letters: OrderedDict[tuple, Letter] = OrderedDict()
_actions: dict[str, tuple[float, list]] = {}


def forget():
    """Drop what was kept: for tests, and after a long pause."""
    _letters.clear()
    _actions.clear()


def write(delivery):
    """The message of one row; NotSent where there is nothing for this person."""
    rows = Subscription.objects.filter(email=delivery.recipient).select_related("user")
    subscription = rows.first()
    if subscription is None or not subscribing.still_runs(subscription):
        raise kinds.NotSent(ENDED)
    return message(delivery, subscription)


def message(delivery, subscription):
    """The report of a row's month and place, with this subscription's own parts."""
    with override(delivery.language):
        return _message(delivery, subscription)


def _message(delivery, subscription):
    organization_id = delivery.about.get("organization")
    letter = letter_of(delivery.period, organization_id, delivery.language)
    text, html, has_actions = _block(letter, _places_of(subscription), subscription.user_id)
    if not letter.has_figures and not has_actions:
        raise kinds.NotSent(NOTHING)
    links = {
        SETTINGS: tokens.settings_url(subscription),
        UNSUBSCRIBE: tokens.unsubscribe_url(subscription),
    }
    written = EmailMultiAlternatives(
        letter.subject,
        _filled(letter.text, links | {ACTIONS: text}),
        reply_to=[settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None,
        headers={
            "List-Unsubscribe": f"<{links[UNSUBSCRIBE]}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"monthly-report <monthly-report.{_host()}>",
        },
    )
    written.attach_alternative(_filled(letter.html, links | {ACTIONS: html}), "text/html")
    return written


def _host():
    return settings.SITE_URL.split("://", 1)[-1].split("/")[0].split(":")[0]


def _filled(text, parts):
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


def _places_of(subscription):
    """Organizations whose actions are this person's own, as a key for what is kept."""
    own = {subscription.organization_id} - {None}
    if subscription.user_id:
        own |= set(subscription.user.memberships.values_list("organization_id", flat=True))
    return frozenset(own)


def letter_of(month, organization_id, language):
    """The common text, kept for a while: rows of one place come one after the other."""
    key = (month, organization_id, language)
    kept = _letters.get(key)
    if kept and time.monotonic() - kept.written_at < KEEP:
        _letters.move_to_end(key)
        return kept
    issue = issue_of(month, organization_id, language)
    read = reading.reading_of(issue)
    context = {
        "read": read,
        "news": issue.content["news"] or issue.content["no_news"],
        "has_body": True,
        "content": issue.content,
        "subject": issue.subject,
        "settings_url": SETTINGS,
        "unsubscribe_url": UNSUBSCRIBE,
        "actions": ACTIONS,
        "archive_url": absolute(reverse("equity:report", args=[month])),
        "method_url": absolute(reverse("equity:methods")),
        "home_url": absolute(reverse("home")),
        "contact": reading.contact(),
    }
    letter = Letter(
        issue.subject,
        _tidy(render_to_string("equity/emails/monthly_report.txt", context)),
        _inlined(render_to_string("equity/emails/monthly_report.html", context)),
        frozenset(read.about_keys),
        read.has_figures,
        organization_id is None,
        time.monotonic(),
        {},
    )
    _letters[key] = letter
    while len(_letters) > MOST_KEPT:
        _letters.popitem(last=False)
    return letter


def _tidy(text):
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def _inlined(html):
    """Styles written into the elements: many mail programs drop those of the head."""
    return _inliner.inline(html)


def _open(language):
    at, rows = _actions.get(language, (0.0, []))
    if not at or time.monotonic() - at > KEEP:
        rows = open_actions()
        _actions[language] = (time.monotonic(), rows)
    return rows


def _block(letter, places, user_id):
    """(text, html, whether there is any): the open actions, a reader's own first."""
    rows = _open(get_language())
    # A person without an action in their own name reads what everybody of these places reads.
    own = user_id if any(row.user_id == user_id for row in rows) else None
    key = (places, own)
    if key not in letter.blocks:
        yours, others = chosen(
            rows,
            organizations=places,
            user_id=own,
            about_keys=letter.about_keys,
            is_region=letter.is_region,
        )
        context = {"yours": yours, "others": others, "all_url": absolute(reverse("partners:goals"))}
        html = render_to_string("equity/emails/_actions.html", context)
        letter.blocks[key] = (
            _tidy(render_to_string("equity/emails/_actions.txt", context)).rstrip("\n"),
            _inlined_part(html),
            bool(yours or others),
        )
    return letter.blocks[key]


def _inlined_part(html):
    """A part of the message, styled as the whole one is."""
    style = render_to_string("emails/_style.html")
    whole = _inlined(f"<html><head>{style}</head><body><div>{html}</div></body></html>")
    return _BODY.search(whole)[1]


def register():
    kinds.register(kinds.Kind(KIND, _("Monthly report"), write))
