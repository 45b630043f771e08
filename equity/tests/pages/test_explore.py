"""The table builder: permalinks that last, downloads of the same rows, nothing beyond the list."""

import csv
import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils.translation import override

from equity.enums import CellStatus, Stage
from equity.pages import explore
from equity.pages.choices.permalink import Choices, choices_of
from equity.pages.published import downloads
from equity.pages.published.cells import cells_of
from equity.pages.published.downloads import FIGURES, HEADER
from equity.pages.published.groups import label_in_a_sentence
from equity.pages.published.places import place_of
from equity.pages.published.standing import standing_of
from equity.pages.published.tables import TableOfSlice
from equity.tests.factories import DimensionFactory, MetricFactory, PublicationFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, shown, without_numbers
from partners.tests.factories import OrganizationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def permalink_of(made, by="ethnicity"):
    return Choices((made.metric.code,), (made.organization.slug,), (made.cohort,), by).permalink


def lines(client, permalink, query=""):
    response = client.get(reverse("equity:table_csv", args=[permalink]) + query)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


class TestPermalink:
    def test_says_what_was_chosen(self):
        choices = Choices(
            ("a_b", "c"), ("region.x", "mesa"), ("2022-23",), "gender", "patient-care"
        )

        assert choices.permalink == "a_b,c~region.x,mesa~2022-23~gender~patient-care"
        assert choices_of(choices.permalink) == choices

    @pytest.mark.parametrize(
        ("pathway", "permalink"), [("", "m~p~c~by~~hs"), ("welding", "m~p~c~by~welding~hs")]
    )
    def test_may_be_of_one_segment(self, pathway, permalink):
        choices = Choices(("m",), ("p",), ("c",), "by", pathway, "hs")

        assert choices.permalink == permalink
        assert choices_of(permalink) == choices

    @pytest.mark.parametrize("text", ["", "a", "a~b~c", "a~b~c~d~e~f~g", "a~~c~d", "a,a~b~c~d",
                                      "a~b~c~d,e", ",~b~c~d", "a~b~c~d~", "a~b~c~d~e~",
                                      "a~b~c~d~~", "a~b~c~d~~e,f", "a~b~c~~d~e"])  # fmt: skip
    def test_what_is_not_whole_is_none(self, text):
        assert choices_of(text) is None


class TestSegment:
    """What stands in two segments at one place: a permalink is of one of them, or of both."""

    @pytest.fixture
    def of_college(self):
        publication, place = PublicationFactory(), OrganizationFactory()
        made = [
            a_table(publication=publication, organization=place, segment=segment)
            for segment in ("hs", "college")
        ]
        return made[1]

    def test_one_without_a_segment_is_of_all(self, client, of_college):
        found = lines(client, permalink_of(of_college))

        assert {line["segment"] for line in found} == {"hs", "college"}

    def test_one_with_a_segment_is_of_no_other(self, client, of_college):
        permalink = f"{permalink_of(of_college)}~~college"

        html = client.get(reverse("equity:table", args=[permalink])).content.decode()

        assert {line["segment"] for line in lines(client, permalink)} == {"college"}
        lede = html.partition('class="lede')[2].partition("</p>")[0]
        assert "College" in lede
        assert '<option value="college" selected>' in html  # the form keeps it

    @pytest.mark.parametrize("segment", ["none", "ae"])
    def test_one_that_is_not_there_is_not_found(self, client, of_college, segment):
        permalink = f"{permalink_of(of_college)}~~{segment}"

        assert client.get(reverse("equity:table", args=[permalink])).status_code == 404

    def test_the_form_leads_to_it(self, client, of_college):
        asked = {
            "metric": of_college.metric.code, "place": of_college.organization.slug,
            "cohort": of_college.cohort, "by": "ethnicity", "segment": "college",
        }  # fmt: skip

        response = client.get(reverse("equity:explore"), asked)

        assert response["Location"].endswith("~ethnicity~~college/")

    @pytest.mark.parametrize("page", ["overview", "trend"])
    def test_files_of_a_page_are_of_its_segment(self, client, of_college, page):
        html = ask(client, page, segment="college")
        address = re.search(r'href="([^"]*/table\.csv)"', html)[1]

        content = client.get(address).content.decode("utf-8-sig")

        found = {line["segment"] for line in csv.DictReader(io.StringIO(content))}
        assert found == {"college"}


class TestBuilder:
    def test_leads_to_the_tables_own_address(self, client):
        made = a_table()

        response = client.get(
            reverse("equity:explore"),
            {"metric": made.metric.code, "place": made.organization.slug, "cohort": made.cohort,
             "by": "ethnicity"},
        )  # fmt: skip

        assert response.status_code == 302
        assert response["Location"] == reverse("equity:table", args=[permalink_of(made)])

    def test_says_what_is_still_to_be_chosen(self, client):
        made = a_table()

        html = client.get(reverse("equity:explore"), {"metric": made.metric.code}).content.decode()

        assert "Choose at least one place." in html
        assert "Choose at least one cohort." in html
        assert "Choose at least one measure." not in html

    @pytest.mark.parametrize("part", range(4))
    def test_what_is_not_on_the_list_is_not_found(self, client, part):
        parts = permalink_of(a_table()).split("~")
        parts[part] = "none" if part != 2 else "1999-00"

        response = client.get(reverse("equity:table", args=["~".join(parts)]))

        assert response.status_code == 404
        assert "Choose again" in response.content.decode()  # with what was chosen ticked

    def test_combinations_without_a_table_are_counted(self, client):
        made = a_table()
        other = OrganizationFactory()
        permalink = permalink_of(made).replace(
            made.organization.slug, f"{made.organization.slug},{other.slug}"
        )

        html = client.get(reverse("equity:table", args=[permalink])).content.decode()

        assert "For 1 of the combinations no table was prepared." in html

    def test_rows_name_their_place_where_several_were_asked_for(self, client):
        made, other = a_table(), OrganizationFactory()
        alone = permalink_of(made)
        several = alone.replace(made.organization.slug, f"{made.organization.slug},{other.slug}")

        for permalink, times in ((several, 7), (alone, 0)):
            html = client.get(reverse("equity:table", args=[permalink])).content.decode()
            body = html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
            assert body.count(f">{made.organization.name}</td>") == times

    def test_more_rows_than_a_page_has_are_in_the_downloads(self, client, monkeypatch):
        monkeypatch.setattr(explore, "ROWS_ON_PAGE", 3)
        made = a_table()

        html = client.get(reverse("equity:table", args=[permalink_of(made)])).content.decode()

        assert "The page shows the first 3 of 7 rows" in html
        assert len(lines(client, permalink_of(made))) == 7

    def test_too_many_tables_are_refused_in_words(self, client, monkeypatch):
        monkeypatch.setattr(explore, "MOST_SLICES", 0)
        made = a_table()

        html = client.get(reverse("equity:table", args=[permalink_of(made)])).content.decode()

        assert "at most 0 fit into one" in html
        assert lines(client, permalink_of(made)) == []

    def test_citation_names_release_day_and_address(self, client):
        made = a_table(synthetic=True)
        permalink = permalink_of(made)

        html = client.get(reverse("equity:table", args=[permalink])).content.decode()
        citation = html.partition('class="citation">')[2].partition("</p>")[0]

        assert "published 12 Sep 2026" in citation
        assert reverse("equity:table", args=[permalink]) in citation
        assert "SYNTHETIC" in citation
        assert made.metric.get_absolute_url() in html


class TestDownload:
    def test_no_field_is_empty(self, client):
        rows = lines(client, permalink_of(a_table()))

        assert [name for row in rows for name, value in row.items() if value == ""] == []

    def test_hidden_has_c_in_every_field(self, client):
        rows = lines(client, permalink_of(a_table()))

        hidden = [row for row in rows if row["rate_status"] == "c"]
        assert len(hidden) == 2
        assert all(row[name] == "c" for row in hidden for name in FIGURES)

    def test_a_range_hides_its_numerator(self, client):
        rows = lines(client, permalink_of(a_table()))

        (ranged,) = [row for row in rows if row["rate_status"] == "range"]
        assert (ranged["denominator"], ranged["numerator"], ranged["rate_text"]) == (
            "41", "c", "at most 25%",
        )  # fmt: skip
        assert {ranged[name] for name in ("rate_pct", "margin_points", "gap_points")} == {"c"}

    @pytest.mark.parametrize(
        ("status", "denominator", "sign"),
        [(CellStatus.NONE, "0", "z"), (CellStatus.NOT_REPORTED, "x", "x"),
         (CellStatus.WITHDRAWN, "x", "x")],
    )  # fmt: skip
    def test_what_is_not_there_has_its_sign(self, client, status, denominator, sign):
        rows = lines(client, permalink_of(a_table([without_numbers("Asian", status)])))

        assert (rows[1]["denominator"], rows[1]["rate_status"]) == (denominator, sign)

    def test_what_is_being_corrected_says_since_when(self, client):
        rows = [without_numbers("Asian", CellStatus.WITHDRAWN)]
        made = a_table(rows, total=None, withdrawn_on=date(2026, 10, 3))

        (asian,) = lines(client, permalink_of(made))

        assert asian.pop("rate_text") == "being corrected since 2026-10-03"
        assert {asian[name] for name in FIGURES if name != "rate_text"} == {"x"}

    def test_made_up_figures_are_labeled_on_every_line(self, client):
        rows = lines(client, permalink_of(a_table(synthetic=True)))

        assert {row["synthetic"] for row in rows} == {"SYNTHETIC"}

    def test_has_the_rows_of_the_page_in_its_order(self, client):
        made = a_table()
        html = client.get(
            reverse("equity:table", args=[permalink_of(made)]) + "?sort=rate"
        ).content.decode()
        codes = [row["group"] for row in lines(client, permalink_of(made), "?sort=rate")]

        labels = {row.group.code: row.group.label for row in made.cells.select_related("group")}
        body = html.partition('<tbody role="rowgroup">')[2]
        places = [body.index(f">{labels[code]}<") for code in codes]
        assert places == sorted(places)

    def test_only_gaps_leaves_hidden_ones_out(self, client):
        rows = lines(client, permalink_of(a_table()), "?only=gaps")

        assert [row["gap_larger_than_chance"] for row in rows] == ["z", "yes"]

    def test_workbook_has_the_same_rows(self, client):
        permalink = permalink_of(a_table())
        response = client.get(reverse("equity:table_xlsx", args=[permalink]))

        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        found = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]

        assert found[0] == HEADER
        assert [row[:7] for row in found[1:]] == [
            list(row.values())[:7] for row in lines(client, permalink)
        ]

    def test_a_formula_in_a_name_stays_text(self, client):
        place = OrganizationFactory(name="=1+1")
        made = a_table([shown("Asian", 210, 118, others="0.466")], organization=place)

        assert lines(client, permalink_of(made))[0]["place"] == "'=1+1"


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    made = [a_table([shown("Asian", 210, 118, others="0.466")]) for _n in range(count)]
    permalink = Choices(
        tuple(one.metric.code for one in made),
        (made[0].organization.slug,),
        ("2022-23",),
        "ethnicity",
    ).permalink

    with django_assert_max_num_queries(20):
        assert client.get(reverse("equity:table", args=[permalink])).status_code == 200


@pytest.mark.parametrize(
    ("is_sum", "note"),
    [(True, "sum of organizations, students may be counted more than once"), (False, "z")],
)
def test_a_file_says_of_a_region_that_it_was_added_up(is_sum, note):
    publication = PublicationFactory(region_is_sum=is_sum)
    made = a_table(publication=publication, region=RegionFactory())
    place = place_of(made.region)
    (standing,) = standing_of(place, pathway=None)
    cells = cells_of([standing], ["ethnicity"])[made.pk]
    table = TableOfSlice(standing, place, None, None, cells)

    found = [dict(zip(HEADER, line, strict=True)) for line in downloads.lines([table], address="/")]

    assert {one["note"] for one in found} == {note}


@pytest.mark.parametrize(
    ("label", "is_name", "words"),
    [
        ("Ethnicity", False, "ethnicity"),
        ("English learners", True, "English learners"),
        ("LGBTQ+", False, "LGBTQ+"),
    ],
)
def test_names_keep_their_capital_within_a_sentence(label, is_name, words):
    dimension = DimensionFactory.build(label=label, label_es="Beca Pell", keeps_capital=is_name)

    assert label_in_a_sentence(dimension) == words
    with override("es"):
        assert label_in_a_sentence(dimension) == "beca Pell"


def test_its_columns_lead_to_the_same_table_in_another_order(client):
    permalink = permalink_of(a_table())
    here = reverse("equity:table", args=[permalink])

    html = client.get(f"{here}?only=gaps").content.decode()

    for sort in ("students", "rate", "gap", "needed"):
        assert f'class="sort-link" href="{here}?sort={sort}&amp;only=gaps"' in html
    html = client.get(f"{here}?sort=rate").content.decode()
    assert f'class="sort-link" href="{here}"' in html  # by name again
    assert f'aria-sort="ascending"><a class="sort-link" href="{here}?sort=-rate"' in html
    assert html.count("aria-sort") == 1


def test_a_sum_of_organizations_is_called_one(client):
    region = RegionFactory()
    publication = PublicationFactory(region_is_sum=True)
    made = a_table(publication=publication, organization=None, region=region)
    key = place_of(region).key
    permalink = Choices((publication.metric.code,), (key,), (made.cohort,), "ethnicity").permalink

    html = client.get(reverse("equity:table", args=[permalink])).content.decode()

    lede = html.partition('class="lede')[2].partition("</p>")[0]
    assert "students may be counted more than once" in lede


# 16 digits of the nearest binary number would be 77.40000000000001, 56.90000000000001 and so on.
NOT_BINARY = [(774, 1000), (569, 1000), (3, 1000), (1000, 1000)]


@pytest.mark.parametrize("name", ["table_xlsx", "entering_xlsx", "compare_xlsx"])
def test_a_workbook_stores_decimals_with_the_digits_of_the_page(client, name):
    metric = MetricFactory(stage=Stage.ENTERS)
    groups = zip(("Asian", "White", "Filipino", "Latina"), NOT_BINARY, strict=True)
    cells = [shown(label, n, s, others="0.774") for label, (s, n) in groups]
    made = a_table(cells, total=(4000, 2346), metric=metric)
    args = [permalink_of(made)] if name == "table_xlsx" else []

    content = client.get(reverse(f"equity:{name}", args=args)).content

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read("xl/worksheets/sheet1.xml").decode()
    numbers = re.findall(r"<c [^>]*t=\"n\"[^>]*><v>([^<]*)</v>", xml)
    assert any("." in one for one in numbers)
    assert all(re.fullmatch(r"-?\d+(\.\d{1,2})?", one) for one in numbers), numbers
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    decimals = [v for row in sheet.iter_rows(values_only=True) for v in row if type(v) is float]
    assert decimals and all(one == round(one, 2) for one in decimals)


def test_every_sign_of_the_downloads_is_explained(client):
    html = ask(client, "table", permalink_of(a_table()))
    signs = html.partition('id="signs"')[2].partition("</dl>")[0]

    explained = re.findall(r"<dt>(\w+)</dt><dd>\w", signs)
    assert set(explained) == {
        *(downloads.HIDDEN, downloads.NOT_APPLICABLE, downloads.NOT_AVAILABLE),
        *(downloads.RANGE, downloads.OK),
    }
