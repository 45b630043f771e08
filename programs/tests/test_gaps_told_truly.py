"""What pages of alignment and place gaps may say: never a number that nobody counted."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, Segment
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import Award
from programs.gaps.alignment import prepare as alignment
from programs.gaps.place import prepare as place
from programs.gaps.prepare import is_due, prepare_gaps
from programs.models import AlignmentCount, NearestProgram, PlaceCount
from programs.tests.factories import (
    ProgramFactory,
)
from programs.tests.path_factories import AgreementFactory
from programs.tests.test_alignment_pages import lines
from programs.tests.test_alignment_rules import NOW, TODAY, report, taught
from programs.tests.test_place_rules import at

pytestmark = pytest.mark.django_db

ALIGNMENT, PLACE = "/gaps/alignment/", "/gaps/place/"


@pytest.fixture
def day(monkeypatch):
    """Change `day["today"]` to let time pass."""
    localdate, now = timezone.localdate, {"today": TODAY}
    monkeypatch.setattr(
        timezone, "localdate", lambda at=None: localdate(at) if at else now["today"]
    )
    return now


@pytest.fixture(autouse=True)
def _today(day):
    pass


class TestGapsOfBeforeTheCounts:
    """An update brings empty tables of numbers to a database that has gaps."""

    @pytest.fixture(autouse=True)
    def _updated(self):
        at(taught().organization)
        at(ProgramFactory(segment=Segment.COLLEGE).organization)
        prepare_gaps(NOW)
        AlignmentCount.objects.all().delete()
        PlaceCount.objects.all().delete()

    @pytest.mark.parametrize("path", [ALIGNMENT, f"{ALIGNMENT}?kind=feeders"])
    def test_the_list_says_that_nothing_is_worked_out(self, client, path):
        page = client.get(path)

        assert "<h1>Not worked out yet</h1>" in page.content.decode()
        words = text(page)
        assert "Not worked out yet." in words
        assert "0 gaps" not in words
        assert "0 not yet reported" not in words
        assert "No gap fits" not in words

    def test_so_does_the_matrix(self, client):
        words = text(client.get(PLACE))

        assert "Not worked out yet." in words
        assert "No school of this kind" not in words

    def test_so_does_the_overview(self, client):
        words = text(client.get("/gaps/"))

        assert words.count("Not worked out yet.") == 2
        assert "Confirmed absent: 0" not in words
        assert "No school without a program" not in words

    def test_they_are_due(self):
        assert is_due(TODAY)
        prepare_gaps(NOW)
        assert not is_due(TODAY)


def heading(page):
    return page.content.decode().split("<h1>")[1].split("</h1>")[0].strip()


def test_filters_that_nothing_fits_have_a_count_of_nought(client):
    taught()
    prepare_gaps(NOW)

    page = client.get(f"{ALIGNMENT}?state=absent")

    assert heading(page) == "0 gaps confirmed"
    assert "No gap fits these filters" in text(page)


@pytest.mark.parametrize("path", [ALIGNMENT, PLACE])
def test_the_share_leads_and_the_hour_stands_under_the_heading(client, path):
    taught()
    ProgramFactory()
    prepare_gaps(NOW)

    page = client.get(path).content.decode()

    wanted = ("whole list of", "<h1>", "as of 27 Nov 2026, 12:00", 'aria-label="Place gaps"')
    if path == ALIGNMENT:
        wanted = (*wanted[:-1], 'aria-label="Alignment gaps"')
    page = page[page.index('class="kicker"') :]
    places = [page.index(words) for words in wanted]
    assert places == sorted(places)


def test_the_headline_accounts_for_every_gap(client):
    taught()
    AgreementFactory(years_through="2025-26")
    prepare_gaps(NOW)

    page = client.get(ALIGNMENT)

    said = "0 gaps confirmed, 1 not yet reported, and 1 agreement that ends within a year or has"
    assert said in heading(page)
    assert page.context["gaps"].total == 2
    assert heading(client.get(f"{ALIGNMENT}?kind=courses")) == (
        "0 gaps confirmed, 1 not yet reported"
    )


def test_the_heading_of_the_matrix_is_no_word_of_absence(client):
    school = at(SchoolFactory())
    at(SchoolFactory())
    at(ProgramFactory(sector__name="Trade").organization, latitude=40)
    place.prepare(NOW)

    assert heading(client.get(PLACE)) == (
        "Trade: 2 of 2 schools have no program on file within 10 miles; "
        "none of them has confirmed that it has none"
    )
    report(school, InventoryState.COMPLETE, kind=InventoryKind.PROGRAMS)
    place.prepare(NOW)
    assert "; 1 of them has confirmed that it has none" in heading(client.get(PLACE))


def test_a_near_program_that_was_taken_back_confirms_no_absence(client):
    district = DistrictFactory(slug="mesa-union")
    school = at(SchoolFactory(parent=district))
    report(school, InventoryState.COMPLETE, kind=InventoryKind.PROGRAMS)
    program = ProgramFactory(sector__slug="health")
    at(program.organization)
    place.prepare(NOW)
    program.status = EditingStatus.DRAFT
    program.save()

    page = client.get(f"{PLACE}health/mesa-union/")

    assert dict(page.context["detail"].counts)["absent"] == 0
    assert "Not worked out yet" in text(page)
    assert program.title not in text(page)
    assert "as of 27 Nov 2026, 12:00" in text(page)
    place.prepare(NOW)
    counts = dict(client.get(f"{PLACE}health/mesa-union/").context["detail"].counts)
    assert (counts["absent"], "pending" in counts) == (1, False)


def test_before_the_first_night_no_school_is_without(client):
    district = DistrictFactory(slug="mesa-union")
    report(SchoolFactory(parent=district), InventoryState.COMPLETE, kind=InventoryKind.PROGRAMS)
    ProgramFactory(sector__slug="health")

    page = client.get(f"{PLACE}health/mesa-union/")

    assert dict(page.context["detail"].counts)["pending"] == 1
    assert not NearestProgram.objects.exists()


def test_the_year_is_that_of_the_night_and_not_of_the_reader(client, day):
    at(SchoolFactory())
    ProgramFactory()
    place.prepare(datetime(2027, 6, 30, 18, tzinfo=UTC))
    day["today"] = datetime(2027, 7, 1, tzinfo=UTC).date()

    (row,) = lines(client.get(f"{PLACE}download.csv"))

    assert row["Academic year of the lists"] == "2026-27"
    assert "for 2026-27." in text(client.get(PLACE))


def test_a_district_that_is_a_draft_now_is_not_named(client):
    district = DistrictFactory(name="Mesa Union")
    SchoolFactory(parent=district)
    SchoolFactory(parent=DistrictFactory(name="Open Union"))
    ProgramFactory()
    place.prepare(NOW)
    district.status = EditingStatus.DRAFT
    district.save()

    words = text(client.get(f"{PLACE}?by=district"))

    assert "Mesa Union" not in words
    assert "Open Union" in words


@pytest.mark.parametrize(
    ("state", "absent"), [(InventoryState.COMPLETE, 2), (InventoryState.PARTIAL, 0)]
)
def test_the_list_of_a_district_speaks_for_its_schools_on_every_page(client, state, absent):
    district = DistrictFactory(slug="mesa-union")
    SchoolFactory.create_batch(2, parent=district)
    ProgramFactory(sector__slug="health")
    report(district, state, kind=InventoryKind.PROGRAMS)
    place.prepare(NOW)

    matrix = client.get(f"{PLACE}?by=district")
    detail = client.get(f"{PLACE}health/mesa-union/")

    (line,) = matrix.context["gaps"].lines
    assert (line.whole.absent, line.cells[0].absent) == (absent, absent)
    assert dict(detail.context["detail"].counts)["absent"] == absent
    for page in (matrix, detail):
        assert f"{absent} of 2 schools have reported" in text(page)


class TestLinesOfTheList:
    def test_lines_of_one_organization_stand_under_its_name(self, client):
        college = OrganizationFactory(name="Mesa College", short_name="")
        ProgramFactory.create_batch(2, organization=college)
        alignment.prepare(NOW)

        page = client.get(ALIGNMENT).content.decode()

        assert page.count('scope="rowgroup"') == 1
        table = page[page.index("<table") : page.index("</table>")]
        assert table.count("Mesa College") == 1

    def test_one_alone_names_it_in_its_line(self, client):
        ProgramFactory(organization__name="Mesa College", organization__short_name="")
        alignment.prepare(NOW)

        page = client.get(ALIGNMENT).content.decode()

        assert 'scope="rowgroup"' not in page
        assert "Mesa College" in page[page.index("<table") :]

    def test_two_of_the_same_title_are_told_apart_by_their_award(self, client):
        college = OrganizationFactory()
        for award in (Award.ASSOCIATE, Award.CERTIFICATE_LONG):
            ProgramFactory(organization=college, title="Landscape Occupations", award=award)
        alignment.prepare(NOW)

        words = text(client.get(ALIGNMENT))
        table = words[words.index("Each gap") :]

        assert "Associate degree" in table
        assert "Certificate, 16 units or more" in table
