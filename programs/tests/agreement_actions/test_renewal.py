"""An agreement is renewed once, as a draft with the same parts, unsigned."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, SchoolFactory
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import agreement_actions, agreement_renewal
from programs.enums import AgreementState as State
from programs.enums import Mechanism
from programs.tests.agreement_actions.whole_agreement import SIGNED_ON, refusal, whole
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import (
    AgreementFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db


def this_year():
    return academic_year.on(timezone.localdate())


# --- Renewal --------------------------------------------------------------------------------------


def test_a_renewal_is_a_draft_for_as_many_years_with_the_same_parts_unsigned(college, coordinator):
    first = int(this_year()[:4])
    agreement = whole(
        college,
        years_from=academic_year.starting(first - 1),
        years_through=academic_year.starting(first + 1),
        is_sample=True,
    )

    copy = agreement_renewal.renew(agreement, by=coordinator)

    assert (copy.state, copy.status, copy.is_sample) == (State.DRAFT, EditingStatus.DRAFT, True)
    assert (copy.years_from, copy.years_through) == (
        academic_year.starting(first + 2),
        academic_year.starting(first + 4),
    )
    assert copy.source == "Harbor College"
    for parts in ("sending_courses", "receiving_courses"):
        assert [row.course for row in getattr(copy, parts).all()] == [
            row.course for row in getattr(agreement, parts).all()
        ]
    assert [row.signed_on for row in copy.signatures.all()] == [None, None]
    assert agreement.signatures.exclude(signed_on=None).count() == 2


def test_what_ended_long_ago_is_renewed_from_this_year_on(college, coordinator):
    agreement = whole(college, years_from="2019-20", years_through="2020-21")

    copy = agreement_renewal.renew(agreement, by=coordinator)

    assert copy.years_from == this_year()


def test_what_holds_until_further_notice_is_not_renewed(college, coordinator):
    agreement = whole(college, years_through=None)

    assert "nothing to renew" in refusal(agreement_renewal.renew, agreement, by=coordinator)


def test_what_held_until_further_notice_is_copied_once_it_has_ended(college, coordinator):
    agreement = whole(college, years_through=None)
    agreement_actions.end(agreement, by=coordinator, on=timezone.localdate())

    copy = agreement_renewal.renew(agreement, by=coordinator)

    assert (copy.years_from, copy.years_through) == (academic_year.later(this_year(), 1), None)


def test_it_is_renewed_once(college, coordinator):
    """Two clicks would give two drafts on the same courses in the same years."""
    agreement = whole(college, years_from=this_year(), years_through=this_year())
    copy = agreement_renewal.renew(agreement, by=coordinator)

    words = refusal(agreement_renewal.renew, agreement, by=coordinator)

    assert f"“{copy}” from {copy.years_from} on (Draft), about the same courses." in words


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"years_through": "2020-21", "years_from": "2020-21"}, id="of other years"),
        pytest.param({"state": State.ENDED, "ended_on": SIGNED_ON}, id="ended"),
        pytest.param({"mechanism": Mechanism.PRIOR}, id="by another way"),
        pytest.param({}, id="about other courses"),
    ],
)
def test_another_agreement_of_the_two_sides_is_no_renewal(college, coordinator, other):
    agreement = whole(college, years_from=this_year(), years_through=this_year())
    beside = AgreementFactory(
        **{"sending": agreement.sending, "receiving": college, "years_through": None} | other
    )
    if other:
        for side in ("sending_courses", "receiving_courses"):
            for row in getattr(agreement, side).all():
                getattr(beside, side).create(course=row.course)

    assert agreement_renewal.renew(agreement, by=coordinator).state == State.DRAFT


def test_its_address_names_what_is_taken_and_both_sides(college, coordinator):
    school = SchoolFactory(name="Canyon High")
    welding = CourseFactory(organization=school, title="Welding 1")
    slugs = []

    for _n in range(2):
        agreement = AgreementFactory(sending=school, receiving=college)
        SendingCourseFactory(agreement=agreement, course=welding)
        ReceivingCourseFactory(agreement=agreement)
        slugs.append(agreement_renewal.renew(agreement, by=coordinator).slug)

    assert slugs == [
        "welding-1-canyon-high-harbor-college",
        "welding-1-canyon-high-harbor-college-2",
    ]


# --- Rights ---------------------------------------------------------------------------------------


def test_the_other_side_does_not_renew(college):
    agreement = whole(college)
    other = MembershipFactory(organization=agreement.sending, role=MembershipRole.LEAD).user

    with pytest.raises(PermissionDenied):
        agreement_renewal.renew(agreement, by=other)
