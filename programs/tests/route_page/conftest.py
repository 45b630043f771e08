"""A school, a college and a job, with the program that leads to it and one way into that."""

import pytest
from django.urls import reverse

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import OrganizationFactory, SchoolFactory, SiteFactory
from programs import search_documents
from programs.enums import EntryEducation
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
)
from programs.tests.route_page.words_of_page import NURSE


@pytest.fixture
def ask(client):
    """Asks the planner; what was saved before is on file by then."""

    def asked(*, prefix="", **parameters):
        search_documents.rebuild_all()
        parameters = {name.rstrip("_"): value for name, value in parameters.items()}
        return client.get(prefix + reverse("programs:route"), parameters)

    return asked


@pytest.fixture
def nurse():
    return OccupationFactory(
        code=CodeFactory(scheme="soc", code=NURSE),
        title="Registered Nurses",
        title_es="Enfermeras tituladas",
        slug="registered-nurses",
        entry_education=EntryEducation.BACHELOR,
    )


@pytest.fixture
def health():
    return SectorFactory(name="Health")


@pytest.fixture
def school():
    school = SchoolFactory(name="Canyon High", slug="canyon-high")
    SiteFactory(organization=school)
    return school


@pytest.fixture
def college():
    college = OrganizationFactory(
        name="Harbor College", slug="harbor-college", kind=OrganizationKind.COLLEGE
    )
    SiteFactory(organization=college, latitude=32.89)
    return college


@pytest.fixture
def nursing(nurse, health, college):
    """The program at Harbor College that leads to the job: 40 units."""
    program = ProgramFactory(
        title="Nursing", organization=college, sector=health, units_min=40, units_max=40
    )
    ProgramOccupationFactory(program=program, occupation=nurse)
    return program


@pytest.fixture
def care(school, health):
    """The school's own program in the field."""
    return ProgramFactory(
        title="Patient Care",
        organization=school,
        segment=Segment.HIGH_SCHOOL,
        award=None,
        award_text="",
        sector=health,
    )
