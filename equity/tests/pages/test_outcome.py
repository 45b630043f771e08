"""The one outcome on the pages of programs, pathways and organizations."""

from datetime import date

import pytest
from django.db import connection
from django.template import Context, Template
from django.urls import reverse

from equity.enums import CellStatus, MetricKind, PublicationState, Stage
from equity.models import ALL, Group
from equity.pages.outcome import (
    NotShown,
    outcome_of_organization,
    outcome_of_pathway,
    outcome_of_program,
)
from equity.tests.factories import (
    DimensionFactory,
    GroupFactory,
    MetricFactory,
    PublicationFactory,
    PublishedCellFactory,
    ReleaseFactory,
    SliceFactory,
)
from partners.enums import Segment
from partners.tests.factories import OrganizationFactory, RegionFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import PathwayFactory, PathwayProgramFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def everyone():
    return GroupFactory(dimension=DimensionFactory(code=ALL), code=ALL)


@pytest.fixture
def college():
    return OrganizationFactory()


def cell(everyone, *, cohort="2022-23", metric=None, state=PublicationState.STANDING, **kinds):
    """A published cell of all students; `slice__…` and fields of the cell."""
    publication = PublicationFactory(
        metric=metric or MetricFactory(stage=Stage.COMPLETES),
        cohort=cohort,
        state=state,
        release=kinds.pop("release", None) or ReleaseFactory(),
        region_is_sum=kinds.pop("region_is_sum", False),
    )
    return PublishedCellFactory(publication=publication, group=everyone, **kinds)


def printed(record):
    return Template("{% load equity %}{% outcome_headline record %}").render(
        Context({"record": record})
    )


def test_newest_complete_cohort_is_shown(everyone, college):
    metric = MetricFactory(follow_up_years=3)
    for cohort in ["2015-16", "2016-17", "2097-98"]:
        cell(everyone, cohort=cohort, metric=metric, slice__organization=college)

    assert outcome_of_organization(college).cohort == "2016-17"


def test_pooled_window_counts_from_its_last_year(everyone, college):
    cell(everyone, cohort="2015-16", slice__organization=college, slice__span=3)

    assert outcome_of_organization(college).years == "2015-16 to 2017-18"


def test_rate_of_completing_stands_before_other_figures(everyone, college):
    for stage, kind in [
        (Stage.COMPLETES, MetricKind.COMPOSITION),
        (Stage.MOMENTUM, MetricKind.RATE),
        (Stage.COMPLETES, MetricKind.RATE),
        (Stage.ENTERS, MetricKind.RATE),
    ]:
        metric = MetricFactory(name=f"{stage} {kind}", stage=stage, kind=kind)
        cell(everyone, metric=metric, slice__organization=college)

    assert outcome_of_organization(college).name == "completes rate"


def test_what_was_replaced_is_no_outcome(everyone, college):
    cell(everyone, slice__organization=college, state=PublicationState.REPLACED)

    assert outcome_of_organization(college) is None


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param({"hidden": True}, id="not shown"),
        pytest.param(
            {"status": CellStatus.BANDED, "s": None, "rate": None, "rate_text": ""},
            id="n alone",
        ),
    ],
)
def test_what_is_on_file_and_not_shown_is_never_told_as_not_reported(everyone, college, kinds):
    release = ReleaseFactory(is_synthetic=True)
    cell(everyone, slice__organization=college, release=release, **kinds)

    assert outcome_of_organization(college) == NotShown(is_synthetic=True)
    html = printed(college)
    assert "Figures are on file. They are not shown here, to protect students." in html
    assert "SYNTHETIC" in html
    assert "Outcomes are not on file." not in html


def test_what_is_taken_back_says_since_when_and_not_that_nobody_reported(everyone, college):
    day = date(2026, 10, 3)
    cell(
        everyone,
        slice__organization=college,
        slice__withdrawn_on=day,
        status=CellStatus.WITHDRAWN,
        n=None,
        s=None,
        rate=None,
        rate_text="",
    )

    assert outcome_of_organization(college) == NotShown(is_synthetic=False, since=day)
    html = printed(college)
    assert "Being corrected since 3 Oct 2026." in html
    assert "Outcomes are not on file." not in html and "to protect students" not in html


def test_no_students_is_nothing_on_file(everyone, college):
    cell(everyone, slice__organization=college, hidden=True, status=CellStatus.NONE)

    assert outcome_of_organization(college) is None


def test_a_school_with_figures_on_one_pathway_only_shows_and_names_it(everyone, college):
    cell(everyone, slice__organization=college, slice__pathway=PathwayFactory(title="Welding"))

    assert ", Welding" in printed(college)


def test_all_pathways_together_stand_before_a_single_one(everyone, college):
    metric = MetricFactory()
    publication = PublicationFactory(metric=metric)
    for pathway in (PathwayFactory(title="Welding"), None):
        PublishedCellFactory(
            publication=publication, group=everyone, slice__organization=college,
            slice__metric=metric, slice__cohort=publication.cohort, slice__pathway=pathway,
        )  # fmt: skip

    assert outcome_of_organization(college).pathway is None


def test_a_pathway_that_is_a_draft_is_not_named(everyone, college):
    draft = PathwayFactory(status=EditingStatus.DRAFT)
    cell(everyone, slice__organization=college, slice__pathway=draft)

    assert outcome_of_organization(college) is None


def test_other_groups_are_not_the_outcome_of_all(everyone, college):
    cell(GroupFactory(), slice__organization=college)

    assert outcome_of_organization(college) is None


def test_range_stands_in_place_of_the_rate(everyone, college):
    cell(
        everyone,
        slice__organization=college,
        status=CellStatus.BANDED,
        n=26,
        s=None,
        low=0,
        high=10,
        rate=None,
        rate_text="at most 39%",
    )

    html = printed(college)

    assert "at most 39%" in html
    assert "of 26 students" in html


def test_rate_is_rounded_from_the_counts(everyone, college):
    cell(everyone, slice__organization=college, n=800, s=10, rate="0.0125", rate_text="1.3%")

    assert "1.3%" in printed(college)


def test_published_rate_is_printed_as_its_source_has_it(everyone, college):
    metric = MetricFactory(kind=MetricKind.PUBLISHED_RATE)
    cell(everyone, metric=metric, slice__organization=college, s=None, rate="0.887")

    assert "88.7%" in printed(college)


def test_composition_prints_students(everyone, college):
    metric = MetricFactory(kind=MetricKind.COMPOSITION)
    cell(everyone, metric=metric, slice__organization=college, n=1234, s=None, rate=None)

    html = printed(college)

    assert ">1,234 <span" in html and ">students<" in html
    assert "%" not in html


def awards(everyone, college, name, students):
    """A count of awards of one level, of all students, as published."""
    metric = MetricFactory(name=name, kind=MetricKind.COMPOSITION, stage=Stage.COMPLETES)
    return cell(everyone, metric=metric, slice__organization=college, n=students, s=None, rate=None)


def test_of_several_counts_the_one_with_most_students_is_shown(everyone, college):
    for name, students in [("Short", 40), ("Associate", 900), ("Bachelor", 60)]:
        awards(everyone, college, name, students)

    assert outcome_of_organization(college).name == "Associate"


def test_a_rate_stands_before_any_count_however_large(everyone, college):
    awards(everyone, college, "Associate", 9000)
    metric = MetricFactory(name="Stayed", stage=Stage.MOMENTUM)
    cell(everyone, metric=metric, slice__organization=college)

    assert outcome_of_organization(college).name == "Stayed"


def test_a_count_prints_the_share_of_each_group_shown_and_how_many_are_not(
    everyone, college, django_assert_num_queries
):
    total = awards(everyone, college, "Associate", 1000)
    ethnicity = DimensionFactory(code="ethnicity")
    here = {"publication": total.publication, "slice": total.slice}
    for label, n in [("White", 356), ("Asian", 59)]:
        group = GroupFactory(dimension=ethnicity, label=label)
        PublishedCellFactory(**here, group=group, n=n, s=None, rate=n / 1000)
    for label in ("Filipino", "Pacific Islander"):
        hidden = GroupFactory(dimension=ethnicity, label=label)
        PublishedCellFactory(**here, group=hidden, hidden=True)

    with django_assert_num_queries(2):
        html = " ".join(printed(college).split())

    assert "Asian <strong>5.9%</strong></span> <span>White <strong>35.6%</strong>" in html
    assert "2 groups not shown" in html
    assert "Filipino" not in html


def test_pathway_shows_the_region_before_its_schools(everyone):
    pathway = PathwayFactory()
    metric = MetricFactory()
    first = cell(everyone, metric=metric, slice__pathway=pathway, n=900, s=100)
    school = first.slice.organization
    assert outcome_of_pathway(pathway).place == school.name
    html = printed(pathway)
    assert f"<p><strong>{school.name}</strong></p>" in html
    assert f"?place={school.slug}" in html

    region = school.county.region
    PublishedCellFactory(
        publication=first.publication,
        group=everyone,
        slice=SliceFactory(
            metric=metric, organization=None, region=region, pathway=pathway, cohort="2022-23"
        ),
    )

    assert outcome_of_pathway(pathway).n == 200
    html = printed(pathway)
    assert "the region" in html and school.name not in html
    assert f"?place=region.{region.slug}" in html


def test_program_shows_its_pathway_at_its_own_organization(everyone):
    school = SchoolFactory()
    program = ProgramFactory(organization=school, segment=Segment.HIGH_SCHOOL)
    pathway = PathwayFactory()
    PathwayProgramFactory(program=program, pathway=pathway)
    here = {"slice__segment": Segment.HIGH_SCHOOL, "slice__pathway": pathway}
    cell(everyone, **here)
    assert outcome_of_program(program) is None

    cell(everyone, slice__organization=school, **here)

    assert outcome_of_program(program).rate is not None


def test_program_shows_nothing_of_a_pathway_that_is_a_draft(everyone):
    program = ProgramFactory()
    pathway = PathwayFactory(status=EditingStatus.DRAFT)
    PathwayProgramFactory(program=program, pathway=pathway)
    cell(
        everyone,
        slice__organization=program.organization,
        slice__segment=program.segment,
        slice__pathway=pathway,
    )

    assert outcome_of_program(program) is None


def test_synthetic_outcome_is_labeled_and_names_its_source(everyone, college):
    release = ReleaseFactory(is_synthetic=True, source="Made by a program", label="Fall release")
    cell(everyone, slice__organization=college, release=release)

    html = printed(college)

    for words in ["SYNTHETIC", "Made by a program", "Fall release"]:
        assert words in html


def test_outcome_links_to_the_page_of_its_groups_and_to_what_is_measured(everyone, college):
    found = cell(everyone, slice__organization=college)

    html = printed(college)

    assert reverse("equity:institution", args=[college.slug]) in html
    assert found.slice.metric.get_absolute_url() in html


def test_nothing_on_file_says_so(college):
    html = printed(college)

    assert "Outcomes are not on file." in html
    assert reverse("equity:methods") in html


def test_it_takes_one_query(everyone, college, django_assert_num_queries):
    for cohort in ["2018-19", "2019-20"]:
        cell(everyone, cohort=cohort, slice__organization=college)

    with django_assert_num_queries(1):
        printed(college)
    with django_assert_num_queries(1):
        printed(PathwayFactory.build(pk=1, slug="none"))


def test_other_records_have_none(everyone):
    with pytest.raises(TypeError, match="A group has no outcome of its own"):
        printed(Group())


def test_tables_behind_it_are_watched_for_pages_that_are_kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_edit'")
        watched = {name for (name,) in cursor.fetchall()}

    assert {
        "equity_dimension",
        "equity_group",
        "equity_metric",
        "equity_publication",
        "equity_publishedcell",
        "equity_release",
        "equity_slice",
    } <= watched


@pytest.mark.parametrize("is_sum", [True, False])
def test_a_sum_of_organizations_is_called_one(everyone, is_sum):
    pathway = PathwayFactory()
    region = {"slice__organization": None, "slice__region": RegionFactory()}
    cell(everyone, region_is_sum=is_sum, slice__pathway=pathway, **region)

    assert ("students may be counted more than once" in printed(pathway)) is is_sum


def test_one_organization_is_no_sum_of_organizations(everyone, college):
    cell(everyone, region_is_sum=True, slice__organization=college)

    assert "counted more than once" not in printed(college)
