"""A task for the test of the worker; loaded by nothing else."""

import os
from pathlib import Path

from celery import shared_task
from django.db import connection


@shared_task
def write_down(path, what):
    """Write what was sent, which process runs, and that the database answers it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        row = cursor.fetchone()[0]
    part = Path(f"{path}.part")
    part.write_text(f"{what}\n{os.getpid()}\n{row}\n")
    part.rename(path)
