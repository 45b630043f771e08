"""The overview: orders, what it never says, and what it answers to a table that is not."""

import re

import pytest
from django.urls import reverse

from equity.enums import CellStatus, PublicationState, ReleaseStatus
from equity.models import Publication
from equity.tests.factories import MetricFactory, PublicationFactory, SliceFactory
from equity.tests.pages.reading import table_rows, text_of
from equity.tests.tables import (
    a_table,
    banded,
    shown,
    without_numbers,
)
from partners.tests.factories import ActionItemFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
URL = "/equity/"


class TestOrder:
    UNKNOWN, BLACK = "Unknown / Not Reported", "Black or African American"

    @pytest.mark.parametrize(
        ("sort", "aria", "names"),
        [
            ("students", "descending", ["Asian", UNKNOWN, BLACK, "Filipino"]),
            ("-students", "ascending", ["Filipino", BLACK, UNKNOWN, "Asian"]),
            ("rate", "ascending", [UNKNOWN, BLACK, "Asian", "Filipino"]),
            ("-rate", "descending", ["Asian", BLACK, UNKNOWN, "Filipino"]),
            ("needed", "descending", [UNKNOWN, BLACK, "Asian", "Filipino"]),
            ("-needed", "ascending", ["Asian", BLACK, UNKNOWN, "Filipino"]),
            ("group", "ascending", ["Asian", BLACK, "Filipino", UNKNOWN]),
            ("-group", "descending", [UNKNOWN, "Filipino", BLACK, "Asian"]),
        ],
    )
    def test_a_column_orders_from_either_end_and_the_next_click_turns_it(
        self, page, sort, aria, names
    ):
        a_table()
        html = page(f"{URL}?sort={sort}")

        assert table_rows(html) == ["All students", *names, "American Indian", "Pacific Islander"]
        assert html.count("aria-sort") == 1
        [address] = re.findall(rf'aria-sort="{aria}"><a class="sort-link" href="([^"]*)"', html)
        turned = sort[1:] if sort.startswith("-") else f"-{sort}"
        assert address.endswith(f"sort={turned}") or (turned == "group" and "sort" not in address)

    @pytest.mark.parametrize("sort", ["-", "--rate", "-height", "rate-", "%2Brate"])
    def test_another_word_is_no_order(self, page, sort):
        a_table()

        html = page(f"{URL}?sort={sort}")
        assert "is not a choice of “Order”" in html
        assert table_rows(html)[1] == "Asian"

    def test_rows_of_equal_numbers_keep_to_their_names_either_way(self, page):
        a_table([shown(one, 210, 118, others="0.466") for one in ("White", "Asian", "Yurok")])

        for sort in ("rate", "-rate", "students", "-students"):
            assert table_rows(page(f"{URL}?sort={sort}"))[1:] == ["Asian", "White", "Yurok"]

    def test_files_have_the_rows_in_the_order_of_the_page(self, page):
        a_table()

        assert "?sort=-rate" in page(f"{URL}?sort=-rate").partition("equity-take")[2]


class TestHidden:
    def test_hidden_groups_are_last_by_name_in_every_order(self, page):
        a_table()

        for sort in ("group", "students", "rate", "gap", "needed"):
            for way in ("", "-"):
                rows = table_rows(page(f"{URL}?sort={way}{sort}"))
                assert rows[-2:] == ["American Indian", "Pacific Islander"], (way, sort)

    def test_a_range_never_stands_among_rates(self, page):
        a_table()

        assert table_rows(page(f"{URL}?sort=rate"))[-3] == "Filipino"
        assert table_rows(page(f"{URL}?sort=-rate"))[-3] == "Filipino"

    def test_hidden_groups_are_alike_but_for_their_names(self, page):
        a_table()

        html = re.sub(r' id="group-[^"]*"', "", page())  # where a goal about the group leads
        rows = re.findall(r'<tr role="row">(?:(?!</tr>).)*Not shown.*?</tr>', html, flags=re.S)
        alike = {re.sub("American Indian|Pacific Islander", "", row) for row in rows}
        assert len(rows) == 2 and len(alike) == 1

    def test_a_dimension_of_which_nothing_is_shown_is_not_available(self, page):
        nobody = without_numbers("Asian", status=CellStatus.NONE)
        a_table([without_numbers("Filipino"), without_numbers("White"), nobody])
        html = page()

        assert "not available for this cohort" in text_of(html)

    def test_where_one_group_is_shown_the_dimension_is_available(self, page):
        a_table()

        assert "not available for this cohort" not in text_of(page())

    def test_hidden_groups_have_no_lane(self, page):
        a_table()

        lanes = page().partition('<ol class="dot-rows"')[2].partition("</ol>")[0]
        assert lanes.count("dot-lane") == 4
        assert "American Indian" not in lanes and "Pacific Islander" not in lanes

    def test_only_gaps_counts_groups_that_are_shown(self, page):
        a_table()

        html = page(f"{URL}?only=gaps")
        assert table_rows(html)[1:] == ["Black or African American"]
        assert "1 among the groups shown" in text_of(html)

    def test_a_range_that_is_not_shown_has_only_its_students(self, page):
        a_table([banded("Filipino", 15), shown("White", 90, 42, others="0.46")])

        text = text_of(page())
        assert "15" in text
        assert "at most" not in text and "at least" not in text

    def test_a_range_is_flagged_only_where_all_of_it_is(self, page):
        a_table(
            [
                banded("Asian", 41, low=0, high=10, text="at most 25%", di=True),
                banded("White", 41, low=0, high=10, text="at most 25%", di=None),
            ]
        )

        html = page()
        assert "<h1>Students in the group Asian" in html
        assert "not enough students" in text_of(html)


class TestClosedList:
    @pytest.mark.parametrize(
        "query",
        ["place=nowhere", "metric=none", "cohort=1999-00", "by=shoe-size", "segment=ae",
         "pathway=none", "place=county.none"],
    )  # fmt: skip
    def test_what_was_not_prepared_is_not_found(self, page, query):
        a_table()

        html = page(f"{URL}?{query}", status=404)
        assert "This table was not prepared" in html
        assert 'name="robots" content="noindex"' in html

    def test_a_replaced_publication_is_gone(self, page):
        made = a_table()
        Publication.objects.update(state=PublicationState.REPLACED)

        page(f"{URL}?place={made.organization.slug}&metric={made.metric.code}", status=404)

    def test_a_slice_of_a_draft_is_not_listed(self, page):
        made = a_table()
        draft = SliceFactory(
            metric=made.metric, organization=OrganizationFactory(), cohort=made.cohort
        )

        page(f"{URL}?place={draft.organization.slug}", status=404)

    def test_nothing_published_yet(self, page):
        PublicationFactory(state=PublicationState.HELD, release__status=ReleaseStatus.PUBLISHED)

        assert "No figures are published yet" in page()

    def test_a_parameter_that_means_nothing_is_a_sentence(self, page):
        a_table()

        text = text_of(page(f"{URL}?colour=red&sort=height"))
        assert "There is no filter called “colour”" in text
        assert "“height” is not a choice of “Order”" in text

    def test_an_order_does_not_change_what_is_on_file(self, page):
        made = a_table()

        assert f"place={made.organization.slug}" in page(f"{URL}?place={made.organization.slug}")


def test_a_page_that_a_browser_has_keeps_its_policy(client):
    a_table()
    first = client.get(URL)

    again = client.get(URL, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "blob:" in first["Content-Security-Policy"]
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    for _n in range(count):
        a_table([shown(f"Group {n}", 210, 118, others="0.466") for n in range(count * 2)])

    with django_assert_max_num_queries(17):
        response = client.get(reverse("equity:overview"))

    assert response.status_code == 200


@pytest.mark.parametrize(("years", "words"), [(0, "here</h1>"), (90, "here, so far</h1>")])
def test_a_cohort_that_is_not_complete_is_told_so_far(page, years, words):
    a_table(metric=MetricFactory(follow_up_years=years))

    assert f"less often {words}" in page() or f"it less often {words}" in page()


def test_tables_of_two_segments_are_not_one_to_who_acts_on_them(client):
    """A name without a segment is that of the table that comes unasked, as its address is."""
    publication, place = PublicationFactory(cohort="2022-23"), OrganizationFactory(slug="bay")
    for segment in ("hs", "college"):
        a_table(publication=publication, organization=place, segment=segment)
    about = f"/equity/?place=bay&metric={publication.metric.code}&by=ethnicity"
    ends = {
        "Of the school": ["", "&cohort=2022-23#group-asian", "&segment=hs&cohort=2022-23#group-b"],
        "Of the college": ["&segment=college", "&segment=college&cohort=2022-23#group-asian"],
    }
    for text, end in [(text, end) for text, several in ends.items() for end in several]:
        ActionItemFactory(text=text, about_key=f"{about}{end}")

    acts = {}
    for segment in ("hs", "college"):
        html = client.get(f"{URL}?segment={segment}").content.decode()
        panel = html.partition('id="actions"')[2].partition("</section>")[0]
        acts[segment] = re.findall("Of the (school|college)", panel)
        assert ("segment%3Dcollege" in panel) is (segment == "college")  # of what is started here
    assert acts == {"hs": ["school"] * 3, "college": ["college"] * 2}
