"""What the database promises about releases and cells."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import DatabaseError
from django.utils.translation import override

from equity.enums import CellStatus, PublicationState, ReleaseStatus
from equity.models import Publication, PublishedCell
from equity.models.raw import RawCell, RawCellView
from equity.models.release import OWN_LABELS, label_in_words
from equity.tests.factories import (
    PUBLISHED_AT,
    PublicationFactory,
    PublishedCellFactory,
    RawCellFactory,
    RawCellViewFactory,
    SliceFactory,
)
from partners.tests.factories import CountyFactory

pytestmark = pytest.mark.django_db


def test_no_more_students_can_reach_it_than_there_are():
    with pytest.raises(IntegrityError, match="rawcell_s_is_at_most_n"):
        RawCellFactory(n=10, s=11)


def test_a_hidden_cell_has_no_number_at_all():
    with pytest.raises(IntegrityError, match="publishedcell_hidden_has_no_number"):
        PublishedCellFactory(hidden=True, moe="0.1")


def test_a_range_shows_no_rate():
    with pytest.raises(IntegrityError, match="publishedcell_range_has_bounds_only"):
        PublishedCellFactory(status=CellStatus.BANDED, n=26, s=None, rate="0.2")


def test_raw_cells_of_a_published_release_are_never_changed_or_removed():
    cell = RawCellFactory()
    release = cell.release
    release.status, release.published_at = ReleaseStatus.PUBLISHED, PUBLISHED_AT
    release.save()

    for change in (
        lambda: RawCell.objects.filter(pk=cell.pk).update(n=300),
        lambda: RawCell.objects.filter(pk=cell.pk).delete(),
        lambda: RawCellFactory(release=release),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()

    assert RawCell.objects.get().n == 200


def test_published_figures_are_not_edited_but_may_be_withdrawn():
    cell = PublishedCellFactory()

    with (
        pytest.raises(InternalError, match="published_figures_are_not_edited"),
        transaction.atomic(),
    ):
        PublishedCell.objects.update(n=201)
    PublishedCell.objects.update(
        status=CellStatus.WITHDRAWN, n=None, s=None, rate=None, rate_text=""
    )

    cell.refresh_from_db()
    assert cell.status == CellStatus.WITHDRAWN


def test_one_release_stands_for_a_metric_and_cohort():
    first = PublicationFactory()
    with pytest.raises(IntegrityError, match="one_stands"), transaction.atomic():
        PublicationFactory(metric=first.metric)

    PublicationFactory(metric=first.metric, state=PublicationState.HELD)

    assert Publication.objects.count() == 2


def test_readers_see_only_what_stands():
    standing = PublishedCellFactory()
    PublishedCellFactory(publication__state=PublicationState.REPLACED)

    assert list(PublishedCell.objects.standing()) == [standing]


def test_a_slice_exists_once_also_where_it_has_no_pathway():
    first = SliceFactory()

    with pytest.raises(IntegrityError, match="slice_once_per_key"):
        SliceFactory(organization=first.organization, metric=first.metric)


def test_a_slice_is_of_one_place():
    county = CountyFactory()

    with pytest.raises(IntegrityError, match="slice_is_of_one_place"):
        SliceFactory(county=county)


def test_a_look_at_raw_counts_stays_on_record():
    RawCellViewFactory()

    with pytest.raises(InternalError, match="views_of_raw_counts_are_kept"):
        RawCellView.objects.all().delete()


@override("es")
def test_labels_of_the_portals_own_releases_are_read_in_spanish():
    assert label_in_words("SYNTHETIC high school pathway outcomes 2026").startswith("SINTÉTICO")
    assert not {label for label in OWN_LABELS if label_in_words(label) == label}


@override("es")
def test_the_label_of_anybody_elses_release_stands_as_it_was_written():
    assert label_in_words("Source") == "Source"
