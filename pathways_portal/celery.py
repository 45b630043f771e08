"""Work that runs later: the application, and every timed job in one place."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathways_portal.settings")

app = Celery("pathways_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Times are the region's (America/Los_Angeles). Each job asks the database what is due, so running
# one twice, or late, does no harm.
app.conf.beat_schedule = {
    "rebuild the search documents": {
        "task": "programs.tasks.rebuild_search",
        "schedule": crontab(hour=2, minute=30),
    },
    "find agreements anew": {
        "task": "programs.tasks.find_agreements",
        "schedule": crontab(hour=2, minute=0),
    },
    "work out the gaps": {
        "task": "programs.tasks.work_out_gaps",
        "schedule": crontab(hour=3, minute=0),
    },
    "work out the hops": {
        "task": "programs.tasks.work_out_hops",
        "schedule": crontab(hour=3, minute=30),
    },
    "look for new programs": {
        "task": "programs.tasks.look_for_new_programs",
        "schedule": crontab(hour=6, minute=0),
    },
    # Once a day at the hour of the settings: on most days nothing is due.
    "ask which e-mails are due": {
        "task": "equity.tasks.send_what_is_due",
        "schedule": crontab(hour=settings.MONTHLY_REPORT_HOUR, minute=0),
    },
    "look into the outbox": {
        "task": "pathways_portal.common.outbox.tasks.look",
        "schedule": crontab(minute="*/5"),
    },
}


@worker_init.connect
@beat_init.connect
def start_embedded_database(**_signal):
    """Let the parent process hold the embedded database: forked children end without clean-up."""
    if settings.DATABASES["default"]["ENGINE"] == "pathways_portal.db.embedded":
        from pathways_portal import devdb

        devdb.ensure(settings.PORTAL_DATA_DIR)
