"""Keys of gaps lead to their pages; and single gaps say what is being done about them."""

from datetime import date

import pytest
from django.utils import timezone

from partners import about_pages
from partners.tests.factories import ActionItemFactory, DistrictFactory, GoalFactory, SchoolFactory
from programs.enums import GapKind
from programs.models import GapSnapshot
from programs.tests.factories import CourseFactory, OccupationFactory, PathwayFactory, SectorFactory


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("labor:29-1141", "/gaps/labor/29-1141/"),
        ("labor:pathway:patient-care", "/gaps/labor/pathways/patient-care/"),
        ("alignment:courses:welding-1", "/gaps/alignment/courses/welding-1/"),
        ("alignment:courses:absent", "/gaps/alignment/?kind=courses&state=absent"),
        ("place:hs:health:mesa", "/gaps/place/health/mesa/"),
        ("place:ms:health:mesa", "/gaps/place/health/mesa/?segment=ms"),
        ("place:hs:5:missing", ""),
        ("place:xx:health:mesa", ""),
        ("alignment:other:welding-1", ""),
        ("labor:a:b:c", ""),
        ("labor:two words", ""),
        ("labor:29.1141", ""),
        ("equity:anything", ""),
        ("/gaps/", "/gaps/"),
    ],
)
def test_a_key_leads_to_its_page(key, address):
    assert about_pages.address_of(key) == address


@pytest.mark.django_db
class TestTitles:
    def test_they_are_those_of_the_pages_in_both_languages(self):
        OccupationFactory(code__code="29-1141", title="Registered Nurses", title_es="Enfermería")

        assert about_pages.titles_of("labor:29-1141") == {
            "en": "Registered Nurses",
            "es": "Enfermería",
        }

    def test_each_sort_of_gap_has_one(self):
        PathwayFactory(slug="patient-care", title="Patient Care")
        course = CourseFactory(slug="welding-1", number="W1", title="Welding")
        SectorFactory(slug="health", name="Health")
        district = DistrictFactory(slug="mesa", name="Mesa District")
        SchoolFactory(parent=district)

        assert about_pages.title_of("labor:pathway:patient-care") == "Patient Care"
        assert about_pages.title_of(f"alignment:courses:{course.slug}") == (
            "W1 Welding: Courses without an agreement"
        )
        assert about_pages.title_of("alignment:courses:absent") == (
            "Courses without an agreement: Confirmed absent"
        )
        assert about_pages.title_of("place:hs:health:mesa") == "Health, Mesa District: place gap"

    @pytest.mark.parametrize(
        "key",
        [
            "labor:00-0000",
            "labor:pathway:none",
            "alignment:courses:none",
            "alignment:agreements:none",
            "alignment:other:none",
            "place:hs:none:none",
            "place:hs:5:missing",
        ],
    )
    def test_what_there_is_not_leads_nowhere(self, key):
        assert about_pages.title_of(key) == ""
        assert not about_pages.leads_somewhere(key)


@pytest.mark.django_db
def test_the_page_of_a_gap_says_what_is_being_done(client):
    OccupationFactory(code__code="29-1141")
    action = ActionItemFactory(about_key="labor:29-1141")

    page = client.get("/gaps/labor/29-1141/").content.decode()

    assert action.text in page
    assert "/actions/new/?about=labor%3A29-1141" in page
    assert "/goals/new/?about=labor%3A29-1141" in page


@pytest.mark.django_db
class TestCounts:
    def note(self, day, value, method=1, key="alignment:courses:absent"):
        GapSnapshot.objects.create(
            kind=GapKind.ALIGNMENT,
            key=key,
            on=date(2026, 11, day),
            value=value,
            method_version=method,
            worked_out_at=timezone.now(),
        )

    def test_numbers_of_an_older_method_are_not_compared(self):
        self.note(1, 900)
        self.note(2, 412, method=2)
        self.note(27, 398, method=2)
        self.note(27, 5, key="alignment:courses:unreported")

        assert about_pages.counts_of("alignment:courses:absent") == [
            (date(2026, 11, 2), 412),
            (date(2026, 11, 27), 398),
        ]

    def test_a_goal_shows_whether_its_gap_moved(self, client):
        self.note(2, 1412)
        self.note(27, 398)
        goal = GoalFactory(gap_key="alignment:courses:absent", gap_label="Courses")

        page = client.get(goal.get_absolute_url()).content.decode()

        assert "Counted by the portal: 1,412 on 2 Nov 2026, 398 on 27 Nov 2026." in page

    @pytest.mark.parametrize("key", ["labor:29-1141", "alignment:courses:x", "/gaps/", ""])
    def test_what_nobody_counts_has_no_numbers(self, key):
        assert about_pages.counts_of(key) == []
