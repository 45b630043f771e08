"""A process that is killed while it publishes leaves what stood before."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from equity.enums import PublicationState, ReleaseStatus
from equity.models import Publication, PublishedCell, Release
from equity.publication import publish
from equity.tests.publication.conftest import changed

# Publishes a release in a process of its own, and waits for its end before the point named.
_PUBLISH = """
import sys, time
import django
from django.db import connections
django.setup()
database, release, point = sys.argv[1], int(sys.argv[2]), sys.argv[3]
connections["default"].settings_dict.update(NAME=database)
from equity.models import Release
from equity.publication import publish

def reached(text):
    if text.startswith(point):
        print("reached", flush=True)
        time.sleep(60)

publish(Release.objects.get(pk=release), progress=reached)
print("published", flush=True)
"""
POINTS = ("9 counts read", "gaps and indexes", "writing")


def counted():
    return {
        "cells": PublishedCell.objects.count(),
        "standing": Publication.objects.filter(state=PublicationState.STANDING).count(),
        "publications": Publication.objects.count(),
        "drafts": Release.objects.filter(status=ReleaseStatus.DRAFT).count(),
    }


def killed_at(point, release):
    """Kills the process when it is there; returns how it ended."""
    command = [sys.executable, "-c", _PUBLISH, connection.settings_dict["NAME"]]
    with subprocess.Popen(
        [*command, str(release.pk), point],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "pathways_portal.settings"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout:
            if line.strip() == "reached":
                break
        os.kill(process.pid, signal.SIGKILL)
        return process.wait(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_a_kill_while_publishing_leaves_what_stood_before(published, draft):
    first = published().release
    release = draft(changed(all="550,280", Female="250,115", Asian="190,95", No="524,275"))
    before = counted()

    for point in POINTS:
        assert killed_at(point, release) == -signal.SIGKILL
        _wait_for_rollback()
        assert counted() == before, point
        standing = Publication.objects.get(state=PublicationState.STANDING)
        assert standing.release == first

    publish(release)
    assert Publication.objects.get(state=PublicationState.STANDING).release == release


def _wait_for_rollback():
    """The database notices that its client is gone when it next writes to it; locks go then."""
    for _attempt in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE locktype = 'advisory' AND objid = 20261127 AND pid <> pg_backend_pid()"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.2)
    raise AssertionError("the killed process still holds its lock")
