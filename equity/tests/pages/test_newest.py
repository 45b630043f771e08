"""The newest complete cohort of each measure of a place, and what is looked for among places."""

import pytest
from django.utils import timezone

from equity.enums import MetricKind, Stage
from equity.pages.published.newest import newest_on, telling_place
from equity.pages.published.on_file import first_place_with
from equity.pages.published.places import place_of
from equity.pages.published.showing import first_that, pathways_that, places_that
from equity.tests.factories import DimensionFactory, MetricFactory, PublicationFactory, SliceFactory
from equity.tests.tables import a_table, banded, group, shown, without_numbers
from partners.tests.factories import CountyFactory, OrganizationFactory, RegionFactory
from pathways_portal.common import academic_year
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def ago(years):
    """The academic year so many years ago."""
    return academic_year.later(academic_year.on(timezone.localdate()), -years)


def asian():
    return shown("Asian", 210, 118, others="0.466")


def hidden():
    return without_numbers("Asian")


@pytest.fixture
def bay():
    return OrganizationFactory(name="Bay", slug="bay")


def newest(organization, pathway=None):
    return list(newest_on(place_of(organization), pathway and pathway.pk))


class TestWhichCohort:
    def test_the_newest_complete_one_comes_before_a_newer_one(self, bay):
        metric = MetricFactory(follow_up_years=2)
        for cohort, rows in ((ago(5), []), (ago(3), [asian()]), (ago(2), [])):
            a_table(rows, metric=metric, cohort=cohort, organization=bay)

        (one,) = newest(bay)

        assert (one.is_complete, one.is_divided, one.is_trend) == (True, True, True)

    def test_where_none_is_complete_the_newest_stands(self, bay):
        metric = MetricFactory(follow_up_years=6)
        for cohort, rows in ((ago(5), []), (ago(4), [asian()])):
            a_table(rows, metric=metric, cohort=cohort, organization=bay)

        (one,) = newest(bay)

        assert (one.is_complete, one.is_divided, one.is_trend) == (False, True, False)

    def test_a_window_is_complete_when_its_last_year_is(self, bay):
        metric = MetricFactory(follow_up_years=2)
        a_table([], metric=metric, cohort=ago(5), organization=bay)
        publication = PublicationFactory(metric=metric, cohort=ago(4))
        a_table([asian()], publication=publication, cohort=ago(4), span=3, organization=bay)

        assert [one.is_divided for one in newest(bay)] == [False]

    def test_slices_of_a_draft_are_no_ones(self, bay):
        old = a_table([asian()], cohort="2021-22", organization=bay)
        PublicationFactory(metric=old.metric, cohort="2022-23")
        SliceFactory(metric=old.metric, cohort="2022-23", organization=bay)

        assert [one.tells for one in newest(bay)] == [True]

    def test_each_measure_pathway_and_segment_has_its_own(self, bay):
        pathway, metric = PathwayFactory(), MetricFactory()
        publication = PublicationFactory(metric=metric)
        for segment, on in (("hs", None), ("college", None), ("hs", pathway)):
            a_table(publication=publication, segment=segment, pathway=on, organization=bay)

        assert sorted(one.segment for one in newest(bay)) == ["college", "hs"]
        assert [(one.segment, one.pathway) for one in newest(bay, pathway)] == [("hs", pathway.pk)]


class TestWhatTells:
    def test_a_rate_of_the_usual_split_tells(self, bay):
        a_table([asian(), without_numbers("White")], organization=bay)

        assert [one.tells for one in newest(bay)] == [True]

    def test_so_does_a_range_that_leaves_any_rate_out(self, bay):
        a_table([banded("Asian", 41, low=0, high=10, text="at most 25%")], organization=bay)

        assert [one.tells for one in newest(bay)] == [True]

    @pytest.mark.parametrize("low, high", [(0, 41), (None, None)])
    def test_a_range_that_leaves_none_out_does_not(self, bay, low, high):
        a_table([banded("Asian", 41, low=low, high=high)], organization=bay)

        assert [one.tells for one in newest(bay)] == [False]

    def test_what_another_split_shows_does_not(self, bay):
        gender = DimensionFactory(code="gender", order=1)
        women = {**asian(), "group": group("Women", gender)}
        a_table([hidden(), women], organization=bay)

        (one,) = newest(bay)

        assert (one.is_divided, one.tells) == (True, False)

    def test_the_total_alone_is_not_divided(self, bay):
        a_table([], organization=bay)

        (one,) = newest(bay)

        assert (one.is_divided, one.tells) == (False, False)


class TestTellingPlace:
    def test_regions_come_before_counties_and_these_before_organizations(self, bay):
        publication = PublicationFactory()
        region, county = RegionFactory(), CountyFactory()
        found = []
        for whose in ({"organization": bay}, {"county": county}, {"region": region}):
            a_table([asian()], publication=publication, **whose)
            found.append(telling_place(None, publication.metric.pk).field)

        assert found == ["organization", "county", "region"]

    def test_of_many_the_first_by_name_that_shows_groups(self):
        publication = PublicationFactory()
        for name in "HFGEDCBA":
            rows = [asian() if name > "E" else hidden()]
            place = OrganizationFactory(name=name, slug=name.lower())
            a_table(rows, publication=publication, organization=place)

        assert telling_place(None, publication.metric.pk).name == "F"

    def test_without_a_pathway_all_together_come_first_then_any_that_is_published(self, bay):
        publication, alder = PublicationFactory(), OrganizationFactory(name="Alder", slug="alder")
        draft, metric = PathwayFactory(status="draft"), publication.metric.pk
        a_table([asian()], publication=publication, pathway=draft, organization=alder)
        assert telling_place(None, metric) is None

        a_table([asian()], publication=publication, pathway=PathwayFactory(), organization=alder)
        assert telling_place(None, metric).name == "Alder"

        a_table([asian()], publication=publication, organization=bay)
        assert telling_place(None, metric).name == "Bay"

    def test_of_a_pathway_and_of_both(self, bay):
        pathway, alder = PathwayFactory(), OrganizationFactory(name="Alder", slug="alder")
        first = a_table([asian()], pathway=pathway, organization=bay).metric
        second = a_table([asian()], pathway=pathway, organization=alder).metric

        assert telling_place(pathway.pk, None).name == "Alder"
        assert telling_place(pathway.pk, first.pk).name == "Bay"
        assert telling_place(pathway.pk, second.pk).name == "Alder"

    def test_where_none_tells_there_is_none(self, bay):
        metric = a_table([hidden()], organization=bay).metric

        assert telling_place(None, metric.pk) is None
        assert first_place_with(metric.pk, None).name == "Bay"


class TestFirstPlaceWith:
    def test_it_has_cells_of_both_in_what_stands(self, bay):
        pathway, publication = PathwayFactory(), PublicationFactory()
        alder = OrganizationFactory(name="Alder", slug="alder")
        metric = publication.metric
        SliceFactory(metric=metric, pathway=pathway, organization=alder)  # of a draft
        a_table(organization=alder)
        assert first_place_with(metric.pk, None) is None

        a_table([], publication=publication, pathway=pathway, organization=bay)
        assert first_place_with(metric.pk, None).name == "Bay"
        assert first_place_with(metric.pk, pathway.pk).name == "Bay"
        assert first_place_with(None, pathway.pk).name == "Bay"
        assert first_place_with(None, None).name == "Alder"


# Tables that tell pages apart: (stage, kind, follow-up in years, rows).
TABLES = [
    (stage, kind, years, rows)
    for stage, kind in (
        (Stage.ENTERS, MetricKind.RATE),
        (Stage.ENTERS, MetricKind.COMPOSITION),
        (Stage.COMPLETES, MetricKind.RATE),
        (Stage.COMPLETES, MetricKind.COMPOSITION),
        (Stage.EARNS, MetricKind.RATE),
    )
    for years in (0, 99)
    for rows in (asian, hidden, None)
]


@pytest.mark.parametrize("page", ["is_trend", "is_way"])
class TestPlacesThat:
    @pytest.mark.parametrize("stage, kind, years, rows", TABLES)
    def test_it_is_what_the_newest_says(self, bay, page, stage, kind, years, rows):
        pathway = PathwayFactory()
        metric = MetricFactory(stage=stage, kind=kind, follow_up_years=years)
        a_table([rows()] if rows else [], metric=metric, pathway=pathway, organization=bay)
        place = place_of(bay)

        (one,) = newest(bay, pathway)

        expected = getattr(one, page)
        assert bool(places_that((place,), page)) is expected
        assert bool(pathways_that(place, (pathway.pk,), page)) is expected

    def test_an_older_cohort_counts_for_nothing(self, bay, page):
        metric = MetricFactory(stage=Stage.ENTERS)
        a_table([asian()], metric=metric, cohort="2021-22", organization=bay)
        a_table([], metric=metric, cohort="2022-23", organization=bay)

        assert places_that((place_of(bay),), page) == []

    def test_pathways_that_are_not_published_count_for_nothing(self, bay, page):
        metric, pathway = MetricFactory(stage=Stage.ENTERS), PathwayFactory(status="draft")
        a_table([asian()], metric=metric, pathway=pathway, organization=bay)

        assert places_that((place_of(bay),), page) == []

    def test_places_of_every_kind_are_found_in_their_order(self, page):
        publication = PublicationFactory(metric__stage=Stage.ENTERS)
        region, county = RegionFactory(), CountyFactory()
        places = [place_of(one) for one in (region, county)]
        for whose, pathway in (({"region": region}, None), ({"county": county}, PathwayFactory())):
            a_table([asian()], publication=publication, pathway=pathway, **whose)
        for number in range(9):
            place = OrganizationFactory(name=f"Alder {number}", slug=f"alder-{number}")
            rows = [asian()] if number > 4 else []
            a_table(rows, publication=publication, organization=place)
            places.append(place_of(place))

        assert places_that(tuple(places), page) == [*places[:2], *places[7:]]
        assert first_that(tuple(places), page) == places[0]
        assert first_that(tuple(places[2:]), page) == places[7]
        assert first_that(tuple(places[2:7]), page) is None
