"""The packet of a college."""

import pytest

from partners.tests.factories import OrganizationFactory, SchoolFactory, SiteFactory
from partners.tests.reading import text
from programs.enums import AgreementState
from programs.packets.packet import PROGRAMS_SHOWN
from programs.tests.factories import (
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)
from programs.tests.packet_page.asked_packet import agreement, packet_of

pytestmark = pytest.mark.django_db


def test_college_names_the_first_programs_by_pathway_and_counts_the_rest(client):
    college = OrganizationFactory()
    ProgramFactory.create_batch(PROGRAMS_SHOWN, organization=college, title="Zoology")
    ProgramFactory(organization=college, title="Zz last")
    first = ProgramFactory(organization=college, title="Accounting")
    pathway = PathwayFactory()
    PathwayProgramFactory(pathway=pathway, program=first)

    response = packet_of(client, college, "college")
    groups = response.context["packet"].pathways

    assert [(group, len(programs)) for group, programs in groups] == [
        (pathway, 1),
        (None, PROGRAMS_SHOWN - 1),
    ]
    assert "2 more programs in the finder" in text(response)
    assert "Zz last" not in text(response)


def test_college_counts_agreements_of_each_sending_school(client):
    college, school = OrganizationFactory(), SchoolFactory(name="Mesa High")
    agreement(sending=school, receiving=college)
    agreement(sending=school, receiving=college, is_sample=True)
    agreement(sending=school, receiving=college, state=AgreementState.SUSPENDED)
    agreement(sending=school)

    senders = packet_of(client, college, "college").context["packet"].senders

    assert [(one["name"], one["count"], one["samples"]) for one in senders] == [("Mesa High", 2, 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_packet_of_a_college_asks_a_fixed_number_of_questions(
    client, count, django_assert_num_queries
):
    college = SiteFactory().organization
    for _number in range(count):
        program = ProgramFactory(organization=college)
        PathwayProgramFactory(program=program)
        ProgramOccupationFactory(program=program)
        agreement(receiving=college)

    with django_assert_num_queries(15):
        packet_of(client, college, "college")
