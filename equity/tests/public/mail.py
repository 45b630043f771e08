"""The monthly report as a mail server on loopback receives it, in both its forms and languages."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from email import message_from_bytes, policy

from equity.reports import letter, planning
from equity.tests.public.read_sentences import place_of, read_report
from equity.tests.public.site import REGION_NAME
from equity.tests.public.tree import tree
from equity.tests.reports.report_data import subscriber
from partners.models import Organization
from partners.tests.factories import ActionItemFactory
from pathways_portal.common.outbox import tasks as outbox
from pathways_portal.drills.sink import sink

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
DUE = date(2030, 6, 1)
# A report after each of the releases.
# Months that are not over: a report of one that is may not name what is published now.
MONTHS = ("2098-08", "2098-09", "2098-10")
SEVERAL = "several"


def subscribe():
    """One reader of each report there is, and one of all of them in one e-mail, in each language;
    and an open action for each college, so that a month without news is told too."""
    colleges = list(Organization.objects.filter(slug__startswith="college-"))
    for college in colleges:
        ActionItemFactory(owner=college, text="Call the office", due=DUE)
    for organization in [None, *colleges]:
        for language in ("en", "es"):
            name = organization.slug if organization else "region"
            subscriber(
                f"{name}-{language}@example.org",
                organizations=[organization] if organization else [],
                language=language,
                confirmed_at=BEFORE,
            )
    for language in ("en", "es"):
        subscriber(
            f"{SEVERAL}-{language}@example.org",
            organizations=colleges,
            with_region=True,
            language=language,
            confirmed_at=BEFORE,
        )


def send(month, settings):
    """{address: the message as it was received}, of a month."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", False, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    letter.forget()
    planning.plan(month)
    with sink() as (taken, port):
        settings.EMAIL_PORT = port
        outbox.soon()
    messages = [message_from_bytes(one, policy=policy.default) for one in taken.messages.values()]
    return {one["To"]: one for one in messages}


def forms(message):
    """(text, HTML) of a message."""
    return tuple(
        message.get_body(preferencelist=(kind,)).get_content() for kind in ("plain", "html")
    )


def read_message(claims, address, message):
    """Both forms of an English report; a Spanish one has the same numbers, its twin says."""
    text, html = forms(message)
    claims.pages["e-mail"] += 1
    page, comments = tree(html)
    claims.check(not comments, f"{address}: comments {comments}")
    if "-es@" in address:
        return
    lines = text.splitlines()
    read_report(claims, lines, lines[0].partition(" - ")[0], "e-mail, text")
    read_lines(claims, page, page.one("h1").text, "e-mail, HTML")
    _subject(claims, message["Subject"], lines)


def read_lines(claims, page, place, source):
    """The lines of a report in HTML: each paragraph, heading and cell without a table in it."""
    lines = [
        one.text
        for one in page
        if one.tag in ("p", "h2", "h3", "h4", "td") and not one.all("table") and not one.all("p")
    ]
    read_report(claims, lines, place, source)


def _subject(claims, subject, lines):
    """Only how many gaps are named inside: those of organizations, or else the region's."""
    gaps, place = Counter(), ""
    for line in lines:
        place = place_of(line) or place
        gaps[place] += bool(re.match(r"\d+\. Group \d+ · ", line))
    of_region = gaps.pop(REGION_NAME, 0)
    if found := re.search(r": (\d+) gaps? to act on", subject):
        claims.same(int(found[1]), gaps.total() or of_region, f"{subject}: gaps")


def numbers(text):
    """Figures of a text in any language, sorted; links are left out."""
    if text.lstrip().startswith("<"):
        text = tree(text)[0].text
    text = re.sub(r"https?://\S+", " ", text)
    found = re.findall(r"\d[\d.,]*\d|\d", text)
    return sorted(re.sub(r"[.,]", "", one) for one in found)


def same_numbers(claims, text, twin, what):
    """In two languages the same figures stand."""
    one, other = Counter(numbers(text)), Counter(numbers(twin))
    claims.check(one == other, f"{what}: {dict(one - other)} and {dict(other - one)}")


def plain(message):
    """A message without what differs from one sending to the next: its name and its time."""
    own = ("message-id", "date", "content-type")
    heads = [f"{name}: {value}" for name, value in message.items() if name.lower() not in own]
    return "\n".join([*heads, *forms(message)])
