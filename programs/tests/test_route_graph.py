"""Which hops there are in the database; that the part read holds the best routes of the whole."""

import random
from itertools import permutations

import pytest
from django.utils import timezone

from partners.enums import Operating, OrganizationKind, Segment
from partners.tests.factories import (
    DistrictFactory,
    OrganizationFactory,
    SchoolFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, Availability, StepKind
from programs.models import ProgramLink
from programs.routes import graph
from programs.routes.graph import part_from, part_to
from programs.routes.hops import Hops
from programs.routes.keep import keep_hops
from programs.routes.network import Network, Start
from programs.routes.search import best_routes
from programs.tests.factories import ProgramFactory, SequenceFactory, SequenceStepFactory
from programs.tests.path_factories import (
    AgreementFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db


def onward(*programs):
    """{(before, after): units carried} of all hops from these programs."""
    hops = Hops()
    return {pair: hops.hop(pair).carried for pair in hops.load_onward([one.pk for one in programs])}


def backward(*programs):
    hops = Hops()
    pairs = hops.load_backward([one.pk for one in programs])
    return {pair: hops.hop(pair).carried for pair in pairs}


@pytest.fixture(params=[False, True], ids=["worked out", "kept since the night"])
def articulated(request):
    """A school program and a college program whose courses an agreement joins, three units.

    What a test then edits has to be seen, whether or not the night's hops were kept before.
    """
    school = SchoolFactory(parent=DistrictFactory())
    first = ProgramFactory(organization=school, segment=Segment.HIGH_SCHOOL)
    college = OrganizationFactory(parent=DistrictFactory())
    following = ProgramFactory(organization=college, units_min=18, units_max=18)
    agreement = AgreementFactory(sending=school, receiving=college, years_through=None)
    sent = SendingCourseFactory(agreement=agreement).course
    received = ReceivingCourseFactory(agreement=agreement).course
    steps = [
        SequenceStepFactory(sequence=SequenceFactory(program=program), course=course)
        for program, course in ((first, sent), (following, received))
    ]
    if request.param:
        keep_hops()
    return first, following, agreement, steps


def test_a_published_link_is_a_hop_with_its_units():
    link = ProgramLinkFactory(units=12)
    pair = {(link.from_program_id, link.to_program_id): 1200}

    assert onward(link.from_program) == backward(link.to_program) == pair


@pytest.mark.parametrize(
    "change",
    [
        {"status": EditingStatus.DRAFT},
        {"to_program__status": EditingStatus.DRAFT},
        {"to_program__availability": Availability.TEACH_OUT},
        {"to_program__organization__operating": Operating.CLOSED},
        {"to_program__organization__status": EditingStatus.DRAFT},
    ],
)
def test_a_link_that_the_public_cannot_follow_is_no_hop(change):
    link = ProgramLinkFactory(**change)

    assert onward(link.from_program) == {}


def test_a_link_to_a_destination_is_no_hop():
    link = ProgramLinkFactory(to_program=None, destination=OrganizationFactory())

    assert onward(link.from_program) == {}


def test_an_agreement_between_courses_of_two_programs_is_a_hop(articulated):
    first, following, _agreement, _steps = articulated
    pair = {(first.pk, following.pk): 300}

    assert onward(first) == backward(following) == pair


@pytest.mark.parametrize(
    "change",
    [
        {"state": AgreementState.SUSPENDED},
        {"status": EditingStatus.DRAFT},
        {"years_through": "2024-25"},
        {"years_from": "2090-91"},
    ],
)
def test_an_agreement_that_nobody_may_count_on_is_no_hop(articulated, change):
    first, following, agreement, _steps = articulated
    for name, value in change.items():
        setattr(agreement, name, value)
    agreement.save()

    assert onward(first) == backward(following) == {}


def test_an_agreement_counts_for_this_and_for_the_coming_year(articulated):
    first, _following, agreement, _steps = articulated
    current, coming = academic_year.current_and_coming(timezone.localdate())

    agreement.years_from, agreement.years_through = coming, coming
    agreement.save()
    assert onward(first)

    agreement.years_from = agreement.years_through = current
    agreement.save()
    assert onward(first)


def test_all_sending_courses_have_to_be_in_the_program(articulated):
    first, _following, agreement, (step, _other) = articulated
    second = SendingCourseFactory(agreement=agreement)
    assert onward(first) == {}

    SequenceStepFactory(sequence=step.sequence, course=second.course, place=step.place)

    assert onward(first)


def test_an_agreement_of_the_district_holds_at_its_schools_and_of_no_other(articulated):
    first, _following, agreement, _steps = articulated
    agreement.sending = first.organization.parent
    agreement.save()
    assert onward(first)

    agreement.sending = DistrictFactory()
    agreement.save()

    assert onward(first) == {}


def test_a_program_of_another_college_that_holds_the_course_is_no_hop(articulated):
    first, following, _agreement, _steps = articulated
    following.organization = following.owner = OrganizationFactory()
    following.save()

    assert onward(first) == {}


@pytest.mark.parametrize("which", [0, 1])
def test_only_courses_of_published_sequences_count(articulated, which):
    first, _following, _agreement, steps = articulated
    steps[which].sequence.status = EditingStatus.DRAFT
    steps[which].sequence.save()

    assert onward(first) == {}


def test_units_of_a_course_taken_before_the_program_take_nothing_off(articulated):
    first, following, _agreement, (_sent, received) = articulated
    received.kind = StepKind.PREREQUISITE
    received.save()

    assert onward(first) == {(first.pk, following.pk): 0}


def test_two_agreements_that_earn_the_same_course_earn_it_once(articulated):
    first, following, agreement, (sent, received) = articulated
    other = AgreementFactory(
        sending=agreement.sending, receiving=agreement.receiving, years_through=None
    )
    SendingCourseFactory(agreement=other, course=sent.course)
    ReceivingCourseFactory(agreement=other, course=received.course, units=4)

    assert onward(first) == {(first.pk, following.pk): 400}


def test_a_link_and_an_agreement_between_two_programs_are_one_hop(articulated):
    first, following, _agreement, _steps = articulated
    ProgramLinkFactory(from_program=first, to_program=following, units=2)

    assert onward(first) == {(first.pk, following.pk): 300}


def test_high_school_earns_no_college_units():
    hops = Hops()
    school = ProgramFactory(segment=Segment.HIGH_SCHOOL, units_min=5, units_max=5)
    college = ProgramFactory(units_min=None, units_max=None)

    hops.load_stops([school.pk, college.pk])

    assert (hops.stops[school.pk].units, hops.stops[college.pk].units) == (0, None)


# --- The part that is read ------------------------------------------------------------------------


# Some ask for a license, some give it.
TITLES = ["Welding", "Design", "LVN to RN", "Vocational Nursing"]


def whole_network(programs):
    hops = Hops()
    hops.load_stops(programs)
    return Network(hops.stops, [hops.hop(pair) for pair in hops.load_onward(programs)])


def orders(found):
    return [route.order for route in found.routes]


@pytest.fixture
def maze():
    """Makes a network of programs with links that go in circles; the same for the same seed."""
    organizations = [OrganizationFactory() for _number in range(3)]

    def made(seed):
        chance = random.Random(seed)
        programs = [
            ProgramFactory(
                organization=chance.choice(organizations),
                owner=organizations[0],
                units_min=(units := chance.choice([None, 6, 12, 30, 30, 60])),
                units_max=units,
                title=f"{chance.choice(TITLES)} {number}",
            )
            for number in range(24)
        ]
        ProgramLink.objects.all().delete()
        for before in programs:
            for after in chance.sample(programs, k=5):
                if before != after:
                    units = chance.choice([None, 3, 6, 30])
                    ProgramLinkFactory(from_program=before, to_program=after, units=units)
        return [one.pk for one in programs], chance

    return made


@pytest.mark.parametrize("seed", range(5))
def test_the_part_that_is_read_holds_the_best_routes_of_the_whole(maze, seed):
    programs, chance = maze(seed)
    network = whole_network(programs)
    for _question in range(4):
        starts, ends = chance.sample(programs, k=3), set(chance.sample(programs, k=2))

        part = part_from(starts, ends)
        found = best_routes(part.network, map(Start, starts), ends)

        assert orders(found) == orders(best_routes(network, map(Start, starts), ends))
        assert not part.is_cut


@pytest.mark.parametrize("seed", range(5))
def test_whoever_may_begin_anywhere_gets_the_best_of_the_whole(maze, seed):
    programs, chance = maze(seed)
    ends = set(chance.sample(programs, k=2))

    part = part_to(ends, any_start=True)
    found = best_routes(part.network, map(Start, part.colleges), ends)

    whole = best_routes(whole_network(programs), map(Start, programs), ends)
    assert orders(found) == orders(whole)


def test_a_ring_is_one_question_however_many_programs_it_has(django_assert_num_queries):
    first = ProgramFactory()
    for _number in range(3):
        link = ProgramLinkFactory(from_program=first)
        last = ProgramLinkFactory(from_program=link.to_program).to_program

    with django_assert_num_queries(4):  # the start, three rings; the last finds nothing
        part = part_from([first.pk], {last.pk})

    assert len(part.hops.stops) == 7


def test_a_ring_that_is_too_wide_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(graph, "MOST_READ", 1)
    monkeypatch.setattr(graph, "LEAST_FOLLOWED", 1)
    first = ProgramFactory()
    dear = ProgramLinkFactory(
        from_program=first, to_program__units_min=60, to_program__units_max=60
    )
    cheap = ProgramLinkFactory(from_program=first, to_program__units_min=6, to_program__units_max=6)
    end = ProgramLinkFactory(from_program=cheap.to_program).to_program
    ProgramLinkFactory(from_program=dear.to_program, to_program=end)

    part = part_from([first.pk], {end.pk}, most_rings=2)

    assert part.is_cut
    (route,) = best_routes(part.network, [Start(first.pk)], {end.pk}).routes
    assert route.keys == (first.pk, cheap.to_program_id, end.pk)


def test_a_large_first_ring_tells_how_many_of_it_can_be_followed(
    monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(graph, "LEAST_FOLLOWED", 1)
    monkeypatch.setattr(graph, "USUAL_HOPS", 1)
    monkeypatch.setattr(graph, "MOST_READ", 6)
    starts = [ProgramFactory().pk for _number in range(4)]
    for start in starts:
        for _number in range(2):
            ProgramLinkFactory(from_program_id=start)

    with django_assert_num_queries(3):  # the starts, the first of the ring, two more of it
        part = part_from(starts, set(), most_rings=1)

    assert len(part.followed) == 3 and len(part.weights) == 6
    assert part.is_cut


@pytest.mark.parametrize(("read", "followed"), [(0, 4), (9, 2), (10, 1)])
def test_programs_without_hops_do_not_tell_how_many_the_next_have(monkeypatch, read, followed):
    monkeypatch.setattr(graph, "LEAST_BACKWARD", 1)
    monkeypatch.setattr(graph, "USUAL_HOPS", 1)
    monkeypatch.setattr(graph, "TELLS_OF", 1)
    monkeypatch.setattr(graph, "MOST_READ", 10)
    ends = [ProgramFactory().pk for _number in range(7)]
    for end in ends[1:]:
        for _number in range(4):
            ProgramLinkFactory(to_program_id=end)

    part = part_to(ends, most_rings=1, read=read)

    assert len(part.followed) == followed  # of seven; what was read before for the page counts too
    assert part.is_cut


def test_an_agreement_is_about_courses_taken_before_college(articulated):
    first, following, _agreement, _steps = articulated
    first.segment = Segment.COLLEGE
    first.save()

    assert onward(first) == backward(following) == {}


def test_an_agreement_of_whoever_owns_the_course_holds_where_it_is_taught(articulated):
    first, following, agreement, (sent, _received) = articulated
    elsewhere = ProgramFactory(organization=SchoolFactory(), segment=Segment.HIGH_SCHOOL)
    SequenceStepFactory(sequence=SequenceFactory(program=elsewhere), course=sent.course)
    pair = {(elsewhere.pk, following.pk): 300}
    office = OrganizationFactory(kind=OrganizationKind.COUNTY_OFFICE)
    agreement.sending = office
    agreement.save()
    assert onward(first, elsewhere) == backward(following) == {}

    sent.course.organization = office
    sent.course.save()

    assert onward(elsewhere) == pair
    assert onward(first, elsewhere) == backward(following) == pair | {(first.pk, following.pk): 300}


@pytest.mark.parametrize("kinds", [*permutations([StepKind.LISTED, StepKind.PREREQUISITE])])
def test_a_course_that_is_part_of_one_order_counts_whatever_another_says(articulated, kinds):
    first, following, _agreement, (_sent, received) = articulated
    received.sequence.delete()
    for year, kind in zip(("2024-25", "2025-26"), kinds, strict=True):
        sequence = SequenceFactory(program=following, catalog_year=year)
        SequenceStepFactory(sequence=sequence, course=received.course, kind=kind)

    assert onward(first) == backward(following) == {(first.pk, following.pk): 300}
