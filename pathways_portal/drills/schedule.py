"""The application as schedulers of a drill load it: everything is due every second."""

from pathways_portal.celery import app

app.conf.beat_schedule = {
    "look": {"task": "pathways_portal.common.outbox.tasks.look", "schedule": 1.0},
    "plan": {"task": "pathways_portal.drills.tasks.plan", "schedule": 1.0},
}
