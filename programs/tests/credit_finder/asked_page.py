"""The Credit Finder of one school: what is on file, and the page that answers."""

import re

from django.urls import reverse

from programs.enums import Pace
from programs.tests.factories import CourseFactory, SequenceFactory, SequenceStepFactory
from programs.tests.path_factories import (
    AgreementFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)


def course(organization, slug, title="", **fields):
    return CourseFactory(
        organization=organization,
        slug=slug,
        number=slug.upper(),
        title=title or f"Title of {slug}",
        **fields,
    )


def agree(sending, college, *pairs, at=None, **fields):
    """An agreement on one course; `pairs` are (college course, units)."""
    agreement = AgreementFactory(sending=at or sending.organization, receiving=college, **fields)
    SendingCourseFactory(agreement=agreement, course=sending)
    for received, units in pairs:
        ReceivingCourseFactory(agreement=agreement, course=received, units=units)
    return agreement


def page(client, *parts, language=""):
    query = "&".join(["school=canyon-high", *parts])
    response = client.get(f"{language}{reverse('programs:credit_finder')}?{query}")
    assert response.status_code == 200
    return response


def text_of(response):
    """The words of the page, without the forms."""
    html = re.sub(r"<form.*?</form>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def holding(program, *courses, catalog_year="2026-27", pace=Pace.FULL_TIME, **step):
    """An order of courses of the program, in which all of them stand in the first term."""
    sequence = SequenceFactory(program=program, catalog_year=catalog_year, pace=pace)
    for order, one in enumerate(courses, 1):
        SequenceStepFactory(sequence=sequence, course=one, place=1, order=order, **step)
    return sequence


def received(auto):
    """The college course that the school's course counts as."""
    return auto.agreements_out.get().agreement.receiving_courses.get().course
