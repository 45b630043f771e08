"""Loading the region's tables never goes over people's work."""

import pghistory
import pytest

from partners.models import Inventory, Organization, Site
from partners.tests.factories import OrganizationFactory, SiteFactory
from programs.models import Program
from programs.tests.factories import OccupationFactory, ProgramOccupationFactory

pytestmark = pytest.mark.django_db


def test_a_coordinators_edit_is_kept(tables):
    tables.load()
    Program.objects.update(title="Nursing (R.N.)")
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    counts = tables.load()

    assert counts["programs"] == (0, 0, 0, 1)
    assert Program.objects.get().title == "Nursing (R.N.)"


def test_an_edit_of_a_row_without_a_fingerprint_is_kept(tables):
    tables.load()
    Site.objects.update(street="2 Main Street")

    counts = tables.load()

    assert counts["sites"] == (0, 0, 0, 1)
    assert Site.objects.get().street == "2 Main Street"


def test_an_inventory_that_a_person_reported_is_kept(tables):
    tables.load()
    Inventory.objects.update(state="unknown")

    assert tables.load()["inventories"] == (0, 0, 0, 1)


def test_a_confirmed_row_is_kept_though_nothing_else_was_edited(tables, django_user_model):
    tables.load()
    user = django_user_model.objects.create_user("dean@example.org")
    Program.objects.update(verified_on="2026-10-01", verified_by=user)
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    assert tables.load()["programs"] == (0, 0, 0, 1)


def test_an_edit_taken_back_is_no_edit(tables):
    tables.load()
    Program.objects.update(title="Nursing (R.N.)")
    Program.objects.update(title="Nursing")
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    assert tables.load()["programs"] == (0, 1, 0, 0)


def test_a_row_that_a_person_renamed_is_not_made_twice(tables):
    tables.load()
    Program.objects.update(slug="registered-nursing-valley")

    counts = tables.load()

    assert counts["programs"] == (0, 0, 0, 1)
    assert Program.objects.count() == 1


def test_a_main_site_that_a_person_added_keeps_its_place(tables):
    sites, tables.rows["sites"] = tables.rows["sites"], []
    tables.load()
    SiteFactory(organization=Organization.objects.get(), street="9 Harbor Drive")
    tables.rows["sites"] = sites

    assert [tables.load()["sites"] for _turn in range(2)] == [(0, 0, 0, 1)] * 2

    assert Site.objects.get().street == "9 Harbor Drive"


def test_a_number_that_a_person_gave_to_another_row_is_kept_and_stops_no_other_row(tables):
    tables.load()
    OrganizationFactory(ipeds_id="123456")
    OrganizationFactory(ipeds_id=None)
    (ours,) = tables.rows["organizations"]
    without_number = ours | {"slug": "hill-college", "owner": "hill-college"}
    tables.rows["organizations"] = [ours | {"ipeds_id": "123456"}, without_number]

    assert tables.load()["organizations"] == (1, 0, 0, 1)

    assert Organization.objects.get(slug="valley-college").ipeds_id is None


def test_a_row_that_a_person_deleted_does_not_come_back(tables):
    tables.load()
    Program.objects.get().delete()

    counts = tables.load()

    assert counts["programs"] == (0, 0, 0, 1)
    assert counts["program_codes"] == (0, 0, 0, 1)
    assert Program.objects.count() == 0


def test_rows_that_people_added_stay(tables):
    tables.load()
    college = Organization.objects.get()
    Program.objects.create(
        title="Welding", slug="welding", organization=college, owner=college, segment="college"
    )

    tables.load()

    assert Program.objects.filter(slug="welding").exists()


def test_a_credential_that_a_person_took_off_stays_off(tables):
    tables.load()
    Program.objects.get().credentials.clear()

    assert tables.load()["program_credentials"] == (0, 0, 0, 1)


def test_occupations_that_a_person_chose_are_left_alone(tables):
    tables.load()
    program = Program.objects.get()
    program.program_occupations.all().delete()
    chosen = ProgramOccupationFactory(
        program=program, occupation=OccupationFactory(), rank=1, basis="college"
    )

    counts = tables.load()

    assert counts["program_occupations"] == (0, 0, 0, 1)
    assert list(program.program_occupations.all()) == [chosen]


def test_a_change_under_another_command_counts_as_a_persons(tables):
    tables.load()
    with pghistory.context(command="merge_programs"):
        Program.objects.update(title="Nursing (R.N.)")

    assert tables.load()["programs"] == (0, 0, 0, 1)
