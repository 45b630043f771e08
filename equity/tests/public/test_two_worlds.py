"""Whatever a hidden count is, the site says the same: nothing on it depends on what it hides."""

import re
from datetime import UTC, datetime
from difflib import unified_diff

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from equity.models import PublishedCell, Release
from equity.models.raw import RawCell
from equity.publication import publish
from equity.tests.public import mail, site
from equity.tests.public.crawl import crawl, in_orders
from equity.tests.public.worlds import Overheard, other_world
from partners.tests.factories import UserFactory
from pathways_portal.common.outbox.models import Delivery

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
SHOWN = [f.name for f in PublishedCell._meta.fields if f.name not in ("id", "publication", "slice")]
_CELL = ("publication__metric", "publication__cohort", "publication__state", "slice__cohort")
_PLACE = ("slice__organization", "slice__region", "slice__pathway", "slice__span")


def told(client, staff, settings, cells):
    """All that a world of these counts says, after a first and a second release."""
    said = {}
    with Overheard() as heard:
        for at, years in enumerate([(2021,), (2021, 2022)]):
            draft = site.draft(site.of_cohorts(cells, *years), label=f"Release {chr(65 + at)}")
            preview = reverse("admin:equity_release_preview", args=[draft.pk])
            said[f"preview {at}"] = _without_key(staff.get(preview).content.decode())
            publish(draft)
            for address, message in mail.send(mail.MONTHS[at], settings).items():
                said[f"e-mail {at} {address}"] = mail.plain(message)
        found = crawl(client)
        found |= in_orders(client, found)
        said |= {address: _without_key(text) for address, text in found.items()}
        admin = reverse("admin:equity_publishedcell_changelist")
        said["cells for staff"] = re.sub(r"/\d+/", "/…/", staff.get(admin).content.decode())
    said["log"] = "\n".join(heard.lines)
    said["tasks"] = str(heard.tasks)
    rows = Delivery.objects.order_by("period", "recipient")
    said["outbox"] = str(
        list(rows.values_list("recipient", "scope", "about", "state", "server_words"))
    )
    return said


def _without_key(html):
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
    return re.sub(r"/release/\d+/", "/release/…/", html)


def shown():
    """What the database holds for everybody to read."""
    return list(
        PublishedCell.objects.order_by(*_CELL, *_PLACE, "group").values_list(
            *_CELL, *_PLACE, *SHOWN
        )
    )


def counts():
    newest = RawCell.objects.filter(release=Release.objects.latest("pk"))
    keys = ("slice__metric", "slice__cohort", *_PLACE, "group")
    return {row[:-2]: row[-2:] for row in newest.values_list(*keys, "n", "s")}


@pytest.fixture
def _clock(monkeypatch):
    """Both worlds stand at the same moment."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.usefixtures("_clock")
def test_two_worlds_that_differ_in_hidden_counts_only_say_the_same(client, settings, capsys):
    site.build()
    mail.subscribe()
    cells = site.of_cohorts(site.made(1), 2021, 2022)
    other, listed, in_all = other_world(cells, seed=1)
    assert listed >= 8, "no other world was found"
    staff = Client()
    staff.force_login(UserFactory(is_staff=True, is_superuser=True))
    worlds = []
    for one in (cells, other):
        before = transaction.savepoint()
        said = told(client, staff, settings, one)
        worlds.append((said, shown(), counts()))
        transaction.savepoint_rollback(before)
    (here, here_shown, here_counts), (there, there_shown, there_counts) = worlds

    differ = [key for key, n_s in here_counts.items() if there_counts[key] != n_s]
    with capsys.disabled():
        print(
            f"\ntwo worlds: {in_all} counts differ, {listed} of them in cells that are listed; "
            f"{len(here)} answers ({sum(map(len, here.values())):,} characters) compared"
        )
    assert differ
    assert "Outbox: 8 sent" in here["log"] and "outbox.tasks.deliver" in here["tasks"]
    assert here_shown == there_shown
    assert sorted(here) == sorted(there)
    unlike = {
        address: [*unified_diff(text.splitlines(), there[address].splitlines(), n=0)][:9]
        for address, text in here.items()
        if there[address] != text
    }
    assert unlike == {}
