"""An agreement with all that it needs, and the words that refuse a step."""

import datetime

import pytest

from programs.agreement_actions import Refused
from programs.enums import SignerRole
from programs.tests.path_factories import AgreementWithCoursesFactory, SignatureFactory

SIGNED_ON = datetime.date(2026, 5, 20)


def whole(college, **fields):
    """An agreement with a course and a signed place on each side."""
    agreement = AgreementWithCoursesFactory(receiving=college, **fields)
    for organization, role in (
        (agreement.sending, SignerRole.TEACHER),
        (agreement.receiving, SignerRole.FACULTY),
    ):
        SignatureFactory(
            agreement=agreement, organization=organization, role=role, signed_on=SIGNED_ON
        )
    return agreement


def refusal(step, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        step(*args, **kwargs)
    return " ".join(refused.value.sentences)
