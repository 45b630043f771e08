"""What stands beside a program is what a slow look through everything finds."""

import random

import pytest

from partners.distance import miles_between
from partners.enums import Operating, Segment
from partners.models import Organization, Site
from partners.tests.factories import OrganizationFactory, SiteFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability
from programs.models import PathwayProgram, Program
from programs.pathway_places import (
    NamedProgram,
    Places,
    first_of_pathways,
    first_of_segments,
    programs_on,
)
from programs.related_programs import NEARBY_SHOWN, same_sector_nearby
from programs.tests.factories import (
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db


# --- The same sector nearby ---------------------------------------------------------------------


@pytest.fixture
def sector():
    return SectorFactory()


@pytest.fixture
def neighbors(sector):
    """Organizations in all directions and distances, of every kind of public and not."""
    dice = random.Random(5)
    for number in range(40):
        organization = OrganizationFactory(
            name=f"Name {dice.randint(1, 9)}",
            short_name=dice.choice(["", f"Short {number}"]),
            status=dice.choice([EditingStatus.PUBLISHED] * 5 + [EditingStatus.DRAFT]),
            operating=dice.choice([Operating.OPEN] * 5 + [Operating.CLOSED]),
        )
        # Some at the same place, some in the next state, some far away, some without a site.
        latitude = dice.choice([None, 32.7, 32.7, 33.3, 37.5, 38.5])
        if latitude:
            longitude = dice.choice([-117.1, -117.1, -114.0])
            SiteFactory(organization=organization, latitude=latitude, longitude=longitude)
        for _number in range(dice.randint(0, 3)):
            ProgramFactory(
                organization=organization,
                sector=dice.choice([sector, sector, SectorFactory()]),
                availability=dice.choice([Availability.OFFERED] * 3 + [Availability.INACTIVE]),
                is_sample=dice.random() < 0.3,
            )


def slow_nearby(program, point):
    """Ask every organization in turn, and put those that teach the sector in order."""
    found = []
    for other in Organization.objects.exclude(pk=program.organization_id):
        taught = Program.objects.filter(organization=other, sector=program.sector_id)
        there = [row for row in taught if row.is_public]
        samples = sum(row.is_sample for row in there)
        if len(there) > (0 if program.is_sample else samples):
            site = Site.objects.filter(organization=other, is_main=True).first()
            miles = site and point and miles_between(point, (site.latitude, site.longitude))
            order = (miles is None, round(miles or 0, 6), other.name, other.pk)
            found.append((order, (other.slug, other.label, len(there), samples, miles)))
    return [row for _order, row in sorted(found)[:NEARBY_SHOWN]]


@pytest.mark.parametrize("is_sample", [False, True])
@pytest.mark.parametrize(
    "point",
    [
        pytest.param((32.7, -117.1), id="enough within the first circle"),
        pytest.param((35.0, -117.1), id="none within the first circle"),
        pytest.param((38.5, -117.1), id="a few within the first circle"),
        pytest.param(None, id="no point on file"),
    ],
)
def test_nearest_of_the_sector_are_those_of_a_slow_look(neighbors, sector, point, is_sample):
    program = ProgramFactory(sector=sector, is_sample=is_sample)

    found = same_sector_nearby(program, point)

    expected = slow_nearby(program, point)
    assert len(expected) == NEARBY_SHOWN
    assert [(one.slug, one.label, one.count, one.samples) for one in found] == [
        row[:4] for row in expected
    ]
    assert [one.miles for one in found] == [
        row[4] if row[4] is None else pytest.approx(row[4]) for row in expected
    ]


def test_far_along_the_same_latitude_is_farther_than_a_little_north(sector):
    program = ProgramFactory(sector=sector)
    sites = [(34, -117), (34, -117), (34, -114), (34, -113), (34, -112), (35, -117)]
    for number, (latitude, longitude) in enumerate(sites):
        other = ProgramFactory(sector=sector, organization__slug=f"{number}").organization
        SiteFactory(organization=other, latitude=latitude, longitude=longitude)

    found = same_sector_nearby(program, (34, -117))

    assert [one.slug for one in found] == ["0", "1", "5", "2", "3"]


def test_a_program_without_a_sector_has_nothing_nearby(neighbors):
    assert same_sector_nearby(ProgramFactory(sector=None), (32.7, -117.1)) == []


def test_what_is_nearby_follows_an_edit_at_once(sector):
    program, other = ProgramFactory(sector=sector), ProgramFactory(sector=sector)
    before = same_sector_nearby(program, None)

    Program.objects.filter(pk=other.pk).update(status=EditingStatus.ARCHIVED)

    assert [one.slug for one in before] == [other.organization.slug]
    assert same_sector_nearby(program, None) == []


# --- Places on pathways -------------------------------------------------------------------------


@pytest.fixture
def pathways():
    """Three pathways, the last one empty; programs with equal titles and owners, some not open."""
    dice = random.Random(7)
    pathways = PathwayFactory.create_batch(3)
    owners = [
        OrganizationFactory(name=name, short_name=short, operating=operating)
        for name, short, operating in [
            ("A college", "", Operating.OPEN),
            ("A college", "A", Operating.OPEN),
            ("B college", "B", Operating.UNKNOWN),
            ("C college", "", Operating.CLOSED),
        ]
    ]
    for _number in range(60):
        PathwayProgramFactory(
            pathway=dice.choice(pathways[:2]),
            is_sample=dice.random() < 0.2,
            program__organization=dice.choice(owners),
            program__title=f"Title {dice.randint(1, 6)}",
            program__segment=dice.choice(["ms", "hs", "college"]),
            program__is_sample=dice.random() < 0.2,
            program__availability=dice.choice(list(Availability)),
        )
    return pathways


def open_places(pathway, *order, **only):
    places = PathwayProgram.objects.filter(pathway=pathway, **only).order_by(*order, "pk")
    return [
        place
        for place in places
        if place.program.is_public and (place.program.is_sample or not place.is_sample)
    ]


def named(place):
    program = place.program
    return NamedProgram(
        program.slug,
        program.title,
        program.title_es,
        program.segment,
        program.award,
        program.is_program_area,
        program.is_sample,
        program.organization.label,
    )


@pytest.mark.parametrize("shown", [2, 100])
def test_first_places_of_each_segment_are_those_of_a_slow_look(pathways, shown):
    left_out = open_places(pathways[0])[3].program_id

    found = first_of_segments([row.pk for row in pathways], leave_out=left_out, shown=shown)

    for pathway in pathways:
        for segment in Segment.values:
            places = [
                place
                for place in open_places(pathway, "program__title", program__segment=segment)
                if place.program_id != left_out
            ]
            here = found.get(pathway.pk, {}).get(segment)
            if places:
                assert here.in_all == len(places)
                assert here.programs == [named(place) for place in places[:shown]]
            else:
                assert here is None


@pytest.mark.parametrize("shown", [2, 100])
def test_first_places_of_each_pathway_are_those_of_a_slow_look(pathways, shown):
    found = first_of_pathways([row.pk for row in pathways], shown=shown)

    assert pathways[2].pk not in found
    for pathway in pathways[:2]:
        places = open_places(pathway, "program__title")
        assert found[pathway.pk].in_all == len(places)
        assert found[pathway.pk].programs == [named(place) for place in places[:shown]]


def test_programs_on_a_pathway_stand_real_ones_first(pathways):
    order = ("program__is_sample", "program__title", "program__organization__name")

    for shown in (5, 100):
        expected = {}
        for segment in Segment.values:
            places = open_places(pathways[0], *order, program__segment=segment)
            if places:
                named_first = [named(place) for place in places[:shown]]
                expected[segment] = Places(len(places), named_first, marked=1)
        marked = [places.programs[0].slug for places in expected.values()]
        found = programs_on(pathways[0].pk, shown=shown, marked=marked)
        assert (found, list(found)) == (expected, list(expected))
    assert programs_on(pathways[2].pk, shown=5) == {}


def test_programs_on_a_pathway_follow_an_edit_in_sql_at_once(pathways):
    first = open_places(pathways[0], "program__title", program__segment="hs")[0]
    before = first_of_segments([pathways[0].pk], leave_out=0, shown=2)[pathways[0].pk]["hs"]

    Program.objects.filter(pk=first.program_id).update(status=EditingStatus.ARCHIVED)

    after = first_of_segments([pathways[0].pk], leave_out=0, shown=2)[pathways[0].pk]["hs"]
    assert before.programs[0] == named(first)
    assert (after.programs, after.in_all) == (before.programs[1:], before.in_all - 1)


def test_no_pathways_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert first_of_pathways([], shown=3) == {}
