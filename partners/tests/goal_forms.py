"""What a browser sends of the forms that start an action or propose a goal, and what comes back."""

from datetime import timedelta

from django.utils import timezone
from django.utils.html import escape

SOON = timezone.localdate() + timedelta(days=90)
ABOUT = "/gaps/labor/?county=imperial"
NEW_ACTION = "/actions/new/?about=/gaps/labor/%3Fcounty%3Dimperial&label=Labor+gaps"
NEW_GOAL = NEW_ACTION.replace("/actions/", "/goals/")


def action_data(organization, **changes):
    return {
        "about_key": ABOUT,
        "about_label": "Labor gaps",
        "text": "Ask two hospitals for places",
        "text_es": "",
        "owner": organization.pk,
        "person": "",
        "due": SOON.isoformat(),
        "goal": "",
    } | changes


def goal_data(organization, **changes):
    return {
        "gap_key": ABOUT,
        "gap_label": "Labor gaps",
        "statement": "More places for nurses",
        "statement_es": "Más lugares para enfermería",
        "outcome": "",
        "outcome_es": "",
        "baseline": "18",
        "target": "28",
        "unit": "places",
        "unit_es": "lugares",
        "due": SOON.isoformat(),
        "owner": organization.pk,
    } | changes


def said(response):
    """{field: sentences} of a form that came back; each sentence stands on top and at its field."""
    form = response.context["form"]
    page = response.content.decode()
    assert response.status_code == 422
    for sentences in form.errors.values():
        for sentence in sentences:
            assert page.count(escape(sentence)) == 2
    return {name: list(sentences) for name, sentences in form.errors.items()}
