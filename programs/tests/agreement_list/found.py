"""Agreements by their web names: made, and found again."""

import datetime

from programs.articulation.answer import ask
from programs.bounded_answer import BoundedQuestion
from programs.models import ArticulationAgreement
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import (
    AgreementFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

TODAY = datetime.date(2026, 11, 26)  # in 2026-27
URL = "/articulation/"


def found(text="", sort=None, **chosen):
    """Web names of the agreements that answer a question, in order."""
    rows = ask(BoundedQuestion(text, chosen, sort), today=TODAY).rows
    names = dict(ArticulationAgreement.objects.values_list("pk", "slug"))
    return [names[row.pk] for row in rows]


def agreement(slug, *, takes="Welding 1", earns="WELD 100", **fields):
    """An agreement with one course on each side, called by its slug."""
    made = AgreementFactory(slug=slug, **fields)
    sent = CourseFactory(organization=made.sending, title=takes, number=f"{slug}-1")
    SendingCourseFactory(agreement=made, course=sent)
    received = CourseFactory(organization=made.receiving, title="Introduction", number=earns)
    ReceivingCourseFactory(agreement=made, course=received)
    return made
