"""Uploading, previewing, publishing, discarding and withdrawing in the admin."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from equity.admin import release_preview, withdraw_words
from equity.admin.preview_words import held_in_words, held_together
from equity.enums import CellStatus, ReleaseStatus
from equity.models import NUMBERLESS, Metric, PublishedCell, Release, Slice
from equity.models.raw import RawCell
from equity.protection.held import PATTERN, SMALL_CHANGE, SUBTRACTION
from equity.publication import Preview, how_many
from equity.tests.importing.conftest import HEADER
from equity.tests.publication.conftest import PLACE, ROWS, changed

pytestmark = pytest.mark.django_db
WHOLE = [f"{PLACE},{row}" for row in ROWS]
TEXT = "\n".join([HEADER, *(f"{PLACE},{row}" for row in ROWS), ""])


def upload(client, text, name="counts.csv"):
    return client.post(
        reverse("admin:equity_release_add"),
        {
            "file": SimpleUploadedFile(name, text.encode()),
            "label": "Fall 2026 release",
            "source": "Institutional research office",
        },
    )


def figures():
    """How many published cells say something."""
    return PublishedCell.objects.exclude(status__in=NUMBERLESS).count()


def url(name, release):
    return reverse(f"admin:equity_release_{name}", args=[release.pk])


def test_an_upload_becomes_a_draft_and_shows_its_preview(client, staff, lists):
    response = upload(client, TEXT)

    release = Release.objects.get()
    assert (response.status_code, response.url) == (302, url("preview", release))
    assert (release.label, release.created_by) == ("Fall 2026 release", staff)
    preview = client.get(response.url).content.decode()
    assert "Publish" in preview
    assert "Nothing is held." in preview
    assert not PublishedCell.objects.exists()


def test_the_list_tells_days_without_their_hour(client, staff, draft):
    release = draft()
    client.post(url("publish", release))
    release.refresh_from_db()

    page = client.get(reverse("admin:equity_release_changelist")).content.decode()

    for name, moment in [("loaded", release.created_at), ("published", release.published_at)]:
        day = date_format(localtime(moment), "j M Y")
        assert re.search(rf'class="field-{name}_on[^"]*">{day}</td>', page)


def test_a_bad_file_is_refused_with_its_lines(client, staff, lists):
    response = upload(client, TEXT.replace("300,165", "300,465"))

    assert "Line 4: the numerator is larger than the denominator." in response.content.decode()
    assert not Release.objects.exists()


def test_student_records_are_refused_and_not_repeated(client, staff, lists):
    response = upload(client, "student_id,last_name\n900001,Smith\n")

    assert "student_id, last_name" in response.content.decode()
    assert "Smith" not in response.content.decode()
    assert not Release.objects.exists()


def test_a_draft_is_published_by_a_press(client, staff, draft):
    release = draft()

    client.post(url("publish", release))

    release.refresh_from_db()
    assert release.status == ReleaseStatus.PUBLISHED
    assert PublishedCell.objects.standing().count() == len(ROWS)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        pytest.param(
            {"Female": "211,101", "all": "511,266", "No": "485,261", "Asian": "151,81"},
            "is published: 9 figures.",
            id="nothing is held",
        ),
        pytest.param(
            {"Female": "200,93", "all": "500,258", "No": "474,253", "Asian": "140,73"},
            "Nothing of it would be published: every cohort of every measure in it is held",
            id="all of it is held",
        ),
    ],
)
def test_after_publishing_it_is_told_whether_anything_new_is_shown(
    client, staff, published, draft, groups, said
):
    published()

    page = client.post(url("publish", draft(changed(**groups))), follow=True).content.decode()

    assert said in page


def test_a_large_draft_is_sent_to_the_command_line(client, staff, draft, monkeypatch):
    monkeypatch.setattr(release_preview, "MOST_CELLS", 3)
    release = draft()

    client.post(url("publish", release))

    assert "too large for a web page" in client.get(url("preview", release)).content.decode()
    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT


@pytest.fixture
def takes_long(monkeypatch):
    """No queue, and more counts than are worked out unasked."""
    monkeypatch.setattr(release_preview, "MOST_AT_ONCE", 3)
    cache.clear()
    yield
    cache.clear()


def test_without_a_queue_what_takes_long_is_worked_out_when_asked_for(
    client, staff, draft, takes_long
):
    release = draft()

    before = client.get(url("preview", release)).content.decode()
    worked_out = client.post(url("here", release)).content.decode()
    after = client.get(url("preview", release)).content.decode()

    assert f"these {how_many(release)} counts" in before
    assert f"<code>manage.py equity_import --draft {release.pk}</code>" in before
    assert "Nothing is held." not in before and url("publish", release) not in before
    for page in (worked_out, after):
        assert "Nothing is held." in page and url("publish", release) in page
        assert f"equity_import --draft {release.pk} --publish" in page
    assert not PublishedCell.objects.exists()


def test_a_preview_is_asked_for_anew_once_something_else_is_published(
    client, staff, draft, takes_long
):
    other, release = draft(), draft(changed(Asian="140,70", all="500,255"))
    client.post(url("here", release))
    client.post(url("publish", other))

    assert "Nothing is held." not in client.get(url("preview", release)).content.decode()


def test_looking_works_nothing_out_at_length(client, staff, draft, takes_long):
    release = draft()

    answer = client.get(url("here", release))

    assert (answer.status_code, answer.url) == (302, url("preview", release))


def test_what_is_held_alike_stands_in_one_row(db):
    held = held_in_words(
        Preview(
            *(1, 0, 0, 0, 0, {}, {}),
            held=[
                ("entered", "2022-23", 2, SMALL_CHANGE),
                *((name, "2021-22", 4, SMALL_CHANGE) for name in ("nine", "units")),
                *((name, "2022-23", 5, SMALL_CHANGE) for name in ("nine", "units")),
                *((name, "2023-24", 1, PATTERN) for name in ("nine", "units")),
            ],
        )
    )

    rows = [(one.measures, one.cohorts, one.slices) for one in held_together(held)]

    assert rows == [
        (["entered"], ["2022-23"], 2),
        (["nine", "units"], ["2021-22", "2022-23"], 18),
        (["nine", "units"], ["2023-24"], 2),
    ]


def test_the_preview_says_what_is_held(client, staff, published, draft):
    published()
    release = draft(changed(Female="200,93", all="500,258", No="474,253", Asian="140,73"))

    page = client.get(url("preview", release)).content.decode()

    assert Metric.objects.get(code="completed_9_cte_units").name in page
    assert "A count that is shown would change by 1 to 10." in page
    assert "Nothing is held." not in page
    assert "Nothing of this release would be published" in page
    assert url("publish", release) not in page
    assert "A group of 1 to 10 students" not in page  # nothing that readers will not get


@pytest.mark.parametrize("why", [SMALL_CHANGE, PATTERN, SUBTRACTION])
def test_each_reason_for_holding_is_a_sentence_in_both_languages(db, why):
    told = set()
    for language in ("en", "es"):
        with override(language):
            (one,) = held_in_words(Preview(1, 0, 0, 0, 0, {}, {}, held=[("x", "2022-23", 1, why)]))
            told.add(one.why)

    assert len(told) == 2 and all(one.endswith(".") and why not in one for one in told)


def test_the_preview_speaks_in_words_and_in_the_language_of_the_reader(client, staff, draft):
    first = draft()
    english = client.get(url("preview", first)).content.decode()
    spanish = client.get(f"/es{url('preview', first)}").content.decode()
    assert "A group of 1 to 10 students" in english and "Un grupo de 1 a 10" in spanish
    client.post(url("publish", first))
    held = draft(changed(Female="200,93", all="500,258", No="474,253", Asian="140,73"))
    english += client.get(url("preview", held)).content.decode()
    spanish += client.get(f"/es{url('preview', held)}").content.decode()

    for code in ("completed_9_cte_units", "primary size", "total only"):
        assert code not in english + spanish


def test_a_draft_is_discarded_with_its_counts(client, staff, draft):
    release = draft()

    client.post(url("discard", release))

    assert not Release.objects.exists()
    assert not RawCell.objects.exists()


def test_what_was_published_is_not_discarded(client, staff, published):
    release = published().release

    assert client.post(url("discard", release)).status_code == 404
    assert Release.objects.exists()


def test_a_release_is_withdrawn_with_a_reason(client, staff, published):
    release = published().release

    client.post(url("withdraw", release), {"reason": ""})
    assert not PublishedCell.objects.filter(status=CellStatus.WITHDRAWN).exists()
    page = client.post(url("withdraw", release), {"reason": "Counted twice"}).content.decode()
    assert not PublishedCell.objects.filter(status=CellStatus.WITHDRAWN).exists()
    assert f"{figures()} figures" in page and "Example College" in page
    assert "load a corrected file" in page and 'value="Counted twice"' in page
    client.post(url("withdraw", release), {"reason": "Counted twice", "confirmed": "yes"})

    assert not PublishedCell.objects.exclude(status=CellStatus.WITHDRAWN).exists()


def test_the_record_of_a_release_asks_before_it_withdraws(client, staff, published):
    release = published().release

    page = client.get(url("change", release)).content.decode()

    assert f'href="{url("withdraw", release)}"' in page
    asked = client.get(url("withdraw", release)).content.decode()
    assert 'name="confirmed"' in asked and f"{figures()} figures" in asked


def test_tables_beyond_those_that_are_named_are_counted(client, staff, published, monkeypatch):
    monkeypatch.setattr(withdraw_words, "MOST_NAMED", 0)

    asked = client.get(url("withdraw", published().release)).content.decode()

    assert "1 further table is not listed." in asked


def test_a_slice_is_withdrawn_from_its_list(client, staff, published):
    published()
    asked = {
        "action": "withdraw_selected",
        "_selected_action": [Slice.objects.get().pk],
        "reason": "Counted twice",
    }

    list_ = reverse("admin:equity_slice_changelist")
    page = client.post(list_, asked).content.decode()
    assert not PublishedCell.objects.filter(status=CellStatus.WITHDRAWN).exists()
    assert f"{figures()} figures" in page and "load a corrected file" in page
    client.post(list_, asked | {"confirmed": "yes"})

    assert not PublishedCell.objects.exclude(status=CellStatus.WITHDRAWN).exists()


def test_slices_chosen_all_at_once_are_not_named_one_by_one(client, staff, published):
    published()
    asked = {
        "action": "withdraw_selected",
        "_selected_action": [Slice.objects.get().pk],
        "select_across": "1",
        "reason": "Counted twice",
    }

    page = client.post(reverse("admin:equity_slice_changelist"), asked).content.decode()

    assert '<input type="hidden" name="select_across" value="1">' in page
    assert page.count('name="_selected_action"') == 1
    assert "&amp;cohort=2022-23" in page


@pytest.mark.parametrize("name", ["preview", "publish", "discard", "withdraw"])
def test_only_staff_publishes(client, coordinator, draft, name):
    release = draft()
    client.force_login(coordinator)
    ask = client.get if name == "preview" else client.post

    assert ask(url(name, release)).status_code in (403, 404)
    assert upload(client, TEXT).status_code == 403
    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT


@pytest.mark.parametrize(
    "table",
    ["release", "publication", "publishedcell", "slice", "dimension", "group", "metric"],
)
def test_lists_answer_staff(client, staff, published, table):
    published()

    assert client.get(reverse(f"admin:equity_{table}_changelist")).status_code == 200


@pytest.mark.parametrize("table", ["publication", "publishedcell", "slice"])
@pytest.mark.parametrize("count", [1, 3])
def test_lists_do_not_ask_more_often_when_they_hold_more(
    client, staff, published, table, count, django_assert_max_num_queries
):
    rows = [
        one.replace("2022-23", f"20{17 + number}-{18 + number}")
        for number in range(count)
        for one in (f"{PLACE},{row}" for row in ROWS)
    ]
    published(rows)

    with django_assert_max_num_queries(12):
        client.get(reverse(f"admin:equity_{table}_changelist"))


@pytest.mark.parametrize(
    ("language", "figure", "measure"),
    [
        pytest.param("en", "45.0%", "Nine units", id="English"),
        pytest.param("es", "45.0%", "Nueve unidades", id="Spanish"),
    ],
)
def test_a_cell_of_the_list_says_what_readers_read(
    client, staff, published, language, figure, measure
):
    published()
    Metric.objects.filter(code="completed_9_cte_units").update(
        name="Nine units", name_es="Nueve unidades"
    )
    list_ = reverse("admin:equity_publishedcell_changelist")

    page = client.get(f"/es{list_}" if language == "es" else list_).content.decode()

    assert f'{figure} <span class="second-fact">n 200</span>' in page
    assert f'class="field-measure">{measure}<' in page
    assert 'Example College <span class="second-fact">2022-23</span>' in page


def test_published_cells_are_read_only(client, staff, published):
    published()
    cell = PublishedCell.objects.first()
    page = reverse("admin:equity_publishedcell_change", args=[cell.pk])

    assert client.get(page).status_code == 200
    assert client.post(page, {"n": 5}).status_code == 403
