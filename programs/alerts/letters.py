"""The e-mails of saved searches: the question whether to start, and the news."""

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, override

from pathways_portal.common.addresses import absolute
from pathways_portal.common.outbox import kinds
from programs.alerts import saving, searches
from programs.models import Program, SavedSearch

MOST_NAMED = 25
ENDED = gettext_noop("The search is not watched any more.")
GONE = gettext_noop("The new programs are not open to students any more.")


def write_confirmation(delivery):
    search = SavedSearch.objects.filter(pk=delivery.about.get("search")).first()
    if search is None:
        raise kinds.NotSent(ENDED)
    with override(search.language):
        subject = (
            _("You hear about this search already")
            if search.runs
            else _("Hear about new programs for this search?")
        )
        url = searches.end_url(search) if search.runs else searches.confirm_url(search)
        context = {"runs": search.runs, "url": url, "asked": searches.asked_words(search.query)}
        return _message("search_confirmation", subject, context)


def write_alert(delivery):
    search = SavedSearch.objects.filter(pk=delivery.about["search"]).first()
    if search is None or not search.runs:
        raise kinds.NotSent(ENDED)
    with override(search.language):
        rows = Program.objects.open_to_students().filter(pk__in=delivery.about["programs"])
        programs = list(
            rows.select_related("organization").order_by("title", "pk")[: MOST_NAMED + 1]
        )
        if not programs:
            raise kinds.NotSent(GONE)
        count = delivery.about["count"]
        subject = ngettext(
            "%(count)d new program for your search", "%(count)d new programs for your search", count
        ) % {"count": count}
        end_url = searches.end_url(search)
        context = {
            "asked": searches.asked_words(search.query),
            "programs": [(one, absolute(one.get_absolute_url())) for one in programs[:MOST_NAMED]],
            "more": max(0, count - MOST_NAMED),
            "finder_url": searches.finder_url(search),
            "end_url": end_url,
        }
        message = _message("search_alert", subject, context)
        message.extra_headers |= {
            "List-Unsubscribe": f"<{end_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return message


def _message(name, subject, context):
    context |= {
        "subject": subject,
        "contact": settings.CONTACT_EMAIL or absolute(reverse("feedback")),
    }
    message = EmailMultiAlternatives(
        subject, render_to_string(f"programs/emails/{name}.txt", context)
    )
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
    html = render_to_string(f"programs/emails/{name}.html", context)
    message.attach_alternative(inliner.inline(html), "text/html")
    return message


def register():
    for name, label, write in (
        (saving.CONFIRMATION, gettext_lazy("Confirmation of a search"), write_confirmation),
        (saving.ALERT, gettext_lazy("New programs for a search"), write_alert),
    ):
        kinds.register(kinds.Kind(name, label, write))
