"""What stands first, and by what the answer can be sorted."""

import pytest

from partners.tests.factories import OrganizationFactory, PlaceFactory, SiteFactory
from programs.enums import Availability
from programs.search.answer import NAME, OPENINGS, PAY, Question, ask
from programs.tests.factories import (
    AreaFactory,
    EstimateFactory,
    OccupationFactory,
    ProgramAreaFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SurveyFactory,
)
from programs.tests.search_answer.asked import titles

pytestmark = pytest.mark.django_db


def test_best_match_is_title_then_where_it_leads_then_anywhere(welding):
    assert ask(Question(text="welding")).program_ids == [program.pk for program in welding]


def test_without_words_real_programs_with_many_awards_come_first():
    sample = ProgramFactory(title="A", is_sample=True)
    area = ProgramAreaFactory(title="B")
    second = ProgramFactory(title="D")
    first = ProgramFactory(title="C")

    assert ask(Question()).program_ids == [first.pk, second.pk, area.pk, sample.pk]


def test_sorting_by_name_ignores_case_and_accents():
    for title in ("zebra", "Álgebra", "Brewing"):
        ProgramFactory(title=title)

    assert titles(sort=NAME) == ["Álgebra", "Brewing", "zebra"]


def test_of_equally_good_matches_the_near_ones_come_first():
    PlaceFactory(name="92243")
    here, there = ProgramFactory(title="Zoo nursing"), ProgramFactory(title="A nursing school")
    elsewhere = ProgramFactory(title="Nursing")
    SiteFactory(organization=here.organization)
    SiteFactory(organization=there.organization, latitude=33.2, longitude=-117.3)
    SiteFactory(organization=elsewhere.organization, latitude=33.2, longitude=-117.3)

    answer = ask(Question(text="nursing", near="92243"))

    assert answer.program_ids == [here.pk, elsewhere.pk, there.pk]
    assert ask(Question(text="nursing")).program_ids == [elsewhere.pk, there.pk, here.pk]


def test_what_can_be_entered_stands_before_what_is_only_approved_and_real_before_sample():
    approved = ProgramFactory(title="Nursing", availability=Availability.APPROVED)
    sample = ProgramFactory(title="Nursing", is_sample=True)
    offered = ProgramFactory(title="Registered nursing")
    leads = ProgramFactory(title="Health")
    ProgramOccupationFactory(program=leads, occupation__title="Nursing assistants")

    answer = ask(Question(text="nursing"))

    assert answer.program_ids == [offered.pk, approved.pk, sample.pk, leads.pk]


def test_by_distance_samples_stand_behind_what_is_real():
    PlaceFactory(name="92243")
    sample, real = ProgramFactory(is_sample=True), ProgramFactory()
    SiteFactory(organization=sample.organization)
    SiteFactory(organization=real.organization, latitude=33.2, longitude=-117.3)

    assert ask(Question(near="92243")).program_ids == [real.pk, sample.pk]


@pytest.mark.parametrize(("sort", "first"), [(PAY, "paid"), (OPENINGS, "open")])
def test_sorts_by_the_first_job_in_the_county_and_leaves_what_has_no_figure_last(sort, first):
    area = AreaFactory()
    college = OrganizationFactory(county=area.county)
    figures = {"paid": (40, 10), "open": (20, 90), "neither": (None, None)}
    programs = {}
    for name, (pay, openings) in figures.items():
        row = ProgramOccupationFactory(program__organization=college)
        programs[name] = row.program.pk
        if pay:
            SurveyFactory(
                occupation=row.occupation,
                area=area,
                hourly_p50=pay,
                hourly_p10=5,
                hourly_p25=5,
                hourly_p75=90,
                hourly_p90=95,
            )
            EstimateFactory(occupation=row.occupation, area=area, openings=openings)

    found = ask(Question(sort=sort)).program_ids

    assert (found[0], found[-1]) == (programs[first], programs["neither"])


def test_what_programs_lead_to_is_offered_before_what_merely_bears_the_name():
    OccupationFactory(title="Nurse midwives")
    ProgramOccupationFactory(occupation__title="Nurse anesthetists of the region")

    labels = ask(Question(text="nurse")).also

    assert [label.title for label in labels][:1] == ["Nurse anesthetists of the region"]
