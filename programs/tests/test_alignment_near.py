"""What is nearest to an alignment gap: by miles, each once, with what it gives."""

import pytest
from django.utils import timezone

from partners.enums import Segment
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from partners.tests.reading import text
from programs.enums import Award
from programs.gaps.alignment.prepare import prepare
from programs.tests.factories import (
    CodeFactory,
    CourseFactory,
    CourseOfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
)
from programs.tests.test_alignment_rules import NOW, TODAY, taught, with_course
from programs.tests.test_place_rules import at

pytestmark = pytest.mark.django_db

ALIGNMENT = "/gaps/alignment/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    localdate = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda now=None: localdate(now) if now else TODAY)


class TestWhatIsNearest:
    def offer(self, pathway, name, latitude=None, **program):
        college = OrganizationFactory(name=name, short_name="")
        if latitude is not None:
            at(college, latitude=latitude)
        row = ProgramFactory(organization=college, segment=Segment.COLLEGE, **program)
        PathwayProgramFactory(pathway=pathway, program=row)
        return row

    def test_programs_stand_by_miles_each_once_with_their_award(self, client):
        pathway = PathwayFactory()
        course = taught(slug="welding-1")
        at(course.organization, latitude=32.0)
        own = ProgramFactory(organization=course.organization, segment=Segment.HIGH_SCHOOL)
        PathwayProgramFactory(pathway=pathway, program=own)
        with_course(own, course)
        self.offer(pathway, "A, nobody knows where")
        self.offer(pathway, "B, far", 33.0)
        near = self.offer(pathway, "Z, near", 32.1, title="Welding", award=Award.ASSOCIATE)
        for award in (Award.ASSOCIATE, Award.CERTIFICATE_LONG):
            twin = ProgramFactory(
                organization=near.organization,
                segment=Segment.COLLEGE,
                title="Welding",
                award=award,
            )
            PathwayProgramFactory(pathway=pathway, program=twin)
        prepare(NOW)

        page = client.get(f"{ALIGNMENT}courses/welding-1/")

        rows = page.context["detail"].near.programs
        assert [(one.organization.name[0], one.award) for one in rows[:2]] == [
            ("Z", Award.ASSOCIATE),
            ("Z", Award.CERTIFICATE_LONG),
        ]
        assert [one.organization.name[0] for one in rows] == ["Z", "Z", "B", "A"]
        words = text(page)
        assert "Associate degree · 6.9 miles" in words
        assert "distance not on file" in words


def test_miles_are_measured_from_the_school_that_teaches_a_course_of_its_district(client):
    district = at(DistrictFactory(), latitude=40.0)
    school = at(SchoolFactory(parent=district), latitude=32.0)
    code = CodeFactory()
    course = CourseFactory(organization=district, owner=district, slug="welding-1", code=code)
    CourseOfferingFactory(course=course, organization=school)
    at(CourseFactory(code=code).organization, latitude=32.1)
    prepare(NOW)

    (near,) = client.get(f"{ALIGNMENT}courses/welding-1/").context["detail"].near.courses

    assert round(near.miles, 1) == 6.9
