"""Why there is no route: the missing link, what nobody has reported, where to go instead."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, OrganizationKind, Segment
from partners.tests.factories import (
    AdultSchoolFactory,
    InventoryFactory,
    OrganizationFactory,
    SchoolFactory,
    SiteFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from programs.enums import EntryEducation
from programs.models import AlignmentGap
from programs.routes import missing
from programs.tests.factories import ProgramFactory, ProgramOccupationFactory, SectorFactory
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.route_page.words_of_page import NURSE, words

pytestmark = pytest.mark.django_db


def test_the_missing_link_is_named(ask, care, nursing):
    response = ask(from_="hs", school="canyon-high", to=NURSE)

    (pair,) = response.context["missing"].pairs
    assert (pair.before, pair.after) == (care, nursing)
    assert "A link that is not on file would join:" in words(response)


@pytest.mark.parametrize("which", ["programs", "feeders"])
def test_a_missing_link_leads_to_the_gap_it_is_among_all(ask, care, nursing, which):
    program = care if which == "programs" else nursing
    AlignmentGap.objects.create(
        kind=which,
        key=f"{which}-{program.pk}",
        state="unreported",
        program=program,
        organization=program.organization,
        segment=program.segment,
        since=timezone.localdate(),
    )

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    address = reverse("programs:alignment_gap", args=[which, program.slug])
    assert f'href="{address}"' in response.content.decode()


def test_a_college_before_a_missing_link_is_none_without_a_feeder(ask, college, nursing, nurse):
    """That it has none is another gap than the link that is missing after it."""
    before = ProgramFactory(organization=OrganizationFactory(kind=OrganizationKind.COLLEGE))
    before.sector = nursing.sector
    before.save()
    for kind in ("feeders", "programs"):
        AlignmentGap.objects.create(
            kind=kind,
            key=f"{kind}-{before.pk}",
            state="unreported",
            program=before if kind == "feeders" else nursing,
            organization=before.organization,
            segment=before.segment,
            since=timezone.localdate(),
        )

    response = ask(from_="work", college=before.organization.slug, to=NURSE)

    (pair,) = response.context["missing"].pairs
    assert (pair.before, pair.gap) == (before, None)


def test_programs_a_pupil_may_not_enter_take_no_place_of_those_compared(
    ask, care, nurse, health, college, monkeypatch
):
    monkeypatch.setattr(missing, "MOST_COMPARED", 1)
    adult = ProgramFactory(
        segment=Segment.ADULT_EDUCATION,
        organization=AdultSchoolFactory(),
        sector=health,
        award=None,
    )
    ProgramOccupationFactory(program=adult, occupation=nurse)
    before = ProgramFactory(organization=college, sector=health)
    ProgramLinkFactory(from_program=before, to_program=adult)

    found = ask(from_="hs", school="canyon-high", grade=9, to=NURSE).context["missing"]

    assert [pair.after for pair in found.pairs] == [before]


@pytest.mark.parametrize(("same_field", "shown"), [(True, "pairs"), (False, "near")])
def test_a_missing_link_of_a_pupil_does_not_lead_to_an_adult_school(
    ask, care, nursing, health, same_field, shown
):
    adult = ProgramFactory(
        segment=Segment.ADULT_EDUCATION, organization=AdultSchoolFactory(), sector=health
    )
    SiteFactory(organization=adult.organization)
    ProgramLinkFactory(from_program=adult, to_program=nursing)
    if not same_field:
        care.sector = SectorFactory()
        care.save()

    missing = ask(from_="hs", school="canyon-high", grade=9, to=NURSE).context["missing"]

    (one,) = getattr(missing, shown)
    assert (one.after if same_field else one.program) == nursing


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "Its agreements are not reported yet, so that does not mean that there is none."),
        (InventoryState.PARTIAL, "Its agreements are reported in part"),
        (InventoryState.COMPLETE, "Its list of agreements is confirmed as complete."),
    ],
)
def test_three_states_of_a_missing_link(ask, school, care, nursing, state, said):
    if state:
        InventoryFactory(
            organization=school,
            kind=InventoryKind.AGREEMENTS,
            state=state,
            confirmed_on="2026-10-01",
            confirmed_by=UserFactory(),
        )

    assert said in words(ask(from_="hs", school="canyon-high", to=NURSE))


@pytest.mark.parametrize(
    ("who", "back", "said"),
    [
        ("school", 1, "Its agreements are not reported yet"),
        ("district", 1, "Its agreements are not reported yet"),
        ("district", 0, "Its list of agreements is confirmed as complete."),
    ],
)
def test_a_list_speaks_for_its_year_and_a_districts_for_its_schools(
    ask, school, care, nursing, who, back, said
):
    now = int(academic_year.on(timezone.localdate())[:4])
    InventoryFactory(
        organization=school if who == "school" else school.parent,
        kind=InventoryKind.AGREEMENTS,
        academic_year=academic_year.starting(now - back),
        state=InventoryState.COMPLETE,
        confirmed_on="2026-10-01",
        confirmed_by=UserFactory(),
    )

    assert said in words(ask(from_="hs", school="canyon-high", to=NURSE))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "Canyon High has not reported its programs yet."),
        (InventoryState.NONE_OFFERED, "Canyon High has confirmed its list of programs"),
    ],
)
def test_three_states_of_a_school_without_programs(ask, school, nursing, state, said):
    if state:
        InventoryFactory(
            organization=school, state=state, confirmed_on="2026-10-01", confirmed_by=UserFactory()
        )

    assert said in words(ask(from_="hs", school="canyon-high", to=NURSE))


def test_whoever_has_no_program_is_led_to_the_nearest_place(ask, school, nursing, nurse):
    far = ProgramFactory(title="Far", units_min=10, units_max=10)
    SiteFactory(organization=far.organization, latitude=34)
    ProgramOccupationFactory(program=far, occupation=nurse)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert [one.steps[0].card.title for one in response.context["routes"]] == ["Nursing"]
    assert "The nearest place to begin: Harbor College, 6.9 miles away" in words(response)


def test_not_the_nearest_place_counts_but_the_whole_way(ask, school, nursing, nurse):
    """Next door one begins a way that ends far off; the college that ends there is nearer."""
    door = OrganizationFactory(kind=OrganizationKind.COLLEGE)
    SiteFactory(organization=door)
    far = ProgramFactory(title="Far", units_min=10, units_max=10)
    SiteFactory(organization=far.organization, latitude=34)
    ProgramOccupationFactory(program=far, occupation=nurse)
    ProgramLinkFactory(from_program=ProgramFactory(organization=door), to_program=far)

    answer = ask(from_="hs", school="canyon-high", to=NURSE).context["answer"]

    assert (answer.entry.organization, answer.college) == (nursing.organization, None)


def test_beside_a_longer_way_stands_the_college_that_ends_there(ask, school, nursing, college):
    """The one at the college asks for a license; another begins with what gives it."""
    nursing.title = "LVN to RN"
    nursing.save()
    other = OrganizationFactory(kind=OrganizationKind.COLLEGE)
    SiteFactory(organization=other, latitude=34)
    first = ProgramFactory(organization=other, title="Vocational Nursing")
    ProgramLinkFactory(from_program=first, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    answer = response.context["answer"]
    assert (answer.entry.organization, answer.college.organization) == (other, college)
    assert "The nearest college with a program that leads there: Harbor College" in words(response)


def test_where_the_school_stands_is_not_on_file_the_way_is_not_either(ask, nursing):
    SchoolFactory(name="Valley High", slug="valley-high")

    response = ask(from_="hs", school="valley-high", to=NURSE)

    (route,) = response.context["routes"]
    assert (route.route.cost.changes, route.route.cost.unplaced) == (1, 1)
    assert "1 change of school · distance not on file for every step" in words(response)


def test_a_pupil_does_not_begin_at_an_adult_school(ask, school, nursing, nurse):
    near = AdultSchoolFactory(slug="valley-adult")
    SiteFactory(organization=near)
    adult = ProgramFactory(organization=near, segment=Segment.ADULT_EDUCATION, award=None)
    ProgramOccupationFactory(program=adult, occupation=nurse)

    response = ask(from_="hs", school="canyon-high", grade=9, to=NURSE)

    assert response.context["answer"].entry.organization == nursing.organization


@pytest.mark.parametrize(("grade", "is_start"), [(8, True), (9, False), ("", True)])
def test_whoever_is_in_high_school_is_past_middle_school(ask, school, nursing, grade, is_start):
    middle = ProgramFactory(organization=school, segment=Segment.MIDDLE_SCHOOL, award=None)
    ProgramLinkFactory(from_program=middle, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", grade=grade, to=NURSE)

    assert (middle.pk in response.context["answer"].own) is is_start


@pytest.mark.parametrize(("grade", "is_start"), [(8, True), (9, False)])
def test_nor_does_one_begin_at_another_middle_school(ask, school, nursing, grade, is_start):
    nursing.segment = Segment.ADULT_EDUCATION  # nothing that a pupil could begin with itself
    nursing.save()
    near = SchoolFactory(name="Valley Middle")
    SiteFactory(organization=near)
    middle = ProgramFactory(organization=near, segment=Segment.MIDDLE_SCHOOL, award=None)
    ProgramLinkFactory(from_program=middle, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", grade=grade, to=NURSE)

    entry = response.context["answer"].entry
    assert (entry and entry.organization) == (near if is_start else None)


def test_where_no_field_is_the_same_what_leads_there_is_named(ask, school, care, nursing):
    care.sector = SectorFactory()
    care.save()

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert response.context["missing"].pairs == []
    assert [one.program for one in response.context["missing"].near] == [nursing]


def test_grown_ups_are_not_sent_back_to_school(ask, care, nursing, nurse):
    nurse.entry_education = EntryEducation.HIGH_SCHOOL
    nurse.save()
    ProgramOccupationFactory(program=care, occupation=nurse)
    adult = AdultSchoolFactory(slug="valley-adult")
    SiteFactory(organization=adult)

    response = ask(from_="ae", school="valley-adult", to=NURSE)

    assert response.context["answer"].entry.organization == nursing.organization


def test_a_job_to_which_nothing_leads(ask, nurse, care):
    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "No program on file leads there. That does not mean that there is none." in text
