"""Trend: which cohorts stand in it, and where its lines break."""

import re

import pytest

from equity.tests.factories import MetricFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, shown, without_numbers
from partners.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def cohorts(metric, place, rows_by_cohort, **of):
    for cohort, rows in rows_by_cohort.items():
        a_table(rows, metric=metric, organization=place, cohort=cohort, **of)


def test_shows_the_last_five_complete_cohorts(client):
    metric, place = MetricFactory(follow_up_years=1), OrganizationFactory()
    years = [f"{year}-{(year + 1) % 100:02d}" for year in range(2018, 2026)]
    cohorts(metric, place, {y: [shown("Asian", 210, 100, others="0.5")] for y in years})

    html = ask(client, "trend")
    head = html.partition('<thead role="rowgroup">')[2].partition("</thead>")[0]

    heads = re.findall(r">(20\d\d-\d\d)<", head)
    assert heads == years[2:7]  # 2025-26 is still being followed


def test_line_breaks_where_a_group_is_not_shown(client):
    metric, place = MetricFactory(), OrganizationFactory()
    asian = [shown("Asian", 210, 100, others="0.5")]
    cohorts(metric, place, {
        "2020-21": asian, "2021-22": [without_numbers("Asian")], "2022-23": asian,
    })  # fmt: skip

    html = ask(client, "trend")

    assert html.count('<line class="trend-line"') == 0
    assert html.count('<circle class="trend-spot" cx="') == 1 + 2  # one in the legend


def test_one_cohort_is_no_trend_and_stands_in_the_table_alone(client):
    cohorts(MetricFactory(), OrganizationFactory(), {
        "2022-23": [shown("Asian", 210, 100, others="0.5"), without_numbers("White")],
    })  # fmt: skip

    html = ask(client, "trend")

    assert "A trend takes two or more." in html
    assert "trend-spot" not in html and "data-plot" not in html
    assert "ranges only, or nothing" not in html
    assert 'scope="row">Asian</th>' in html and 'scope="row">White</th>' in html


def test_years_and_windows_never_share_a_line(client):
    metric, place = MetricFactory(), OrganizationFactory()
    rows = [shown("Asian", 210, 100, others="0.5")]
    a_table(rows, metric=metric, organization=place, cohort="2022-23")
    a_table(rows, metric=metric, organization=place, cohort="2017-18", span=3)

    head = ask(client, "trend").partition('<thead role="rowgroup">')[2].partition("</thead>")[0]

    assert "2022-23" in head and "2017-18" not in head


def body_of(html):
    return html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]


def names_of(html):
    return re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', body_of(html))


def test_a_group_that_is_hidden_in_every_cohort_says_so_once(client):
    metric, place = MetricFactory(), OrganizationFactory()
    asian, yurok = (shown(name, 210, 100, others="0.5") for name in ("Asian", "Yurok"))
    white = without_numbers("White")
    years = {
        "2021-22": [asian, white, yurok],
        "2022-23": [asian, white, without_numbers("Yurok")],
    }
    cohorts(metric, place, years)

    rows = body_of(ask(client, "trend")).split("</tr>")
    white = next(row for row in rows if "White" in row)
    yurok = next(row for row in rows if "Yurok" in row)

    assert white.count("Not shown") == 1 and 'colspan="2"' in white
    assert yurok.count("Not shown") == 1 and "colspan" not in yurok


def test_a_cohort_in_the_address_is_not_used_and_decides_nothing(client):
    metric, place = MetricFactory(), OrganizationFactory(slug="bay")
    rows = [shown("Asian", 210, 100, others="0.5")]
    cohorts(metric, place, {"2021-22": rows, "2022-23": rows})
    a_table(rows, metric=metric, organization=place, cohort="2018-19", span=3)

    for cohort in ("2018-19-to-2020-21", "2021-22", "none"):
        html = ask(client, "trend", cohort=cohort)
        assert "There is no filter called “cohort”" in html
        assert "2018-19" not in html.partition("<thead")[2].partition("</table>")[0]
        assert "2022-23" in html.partition("<thead")[2].partition("</table>")[0]


def test_stands_in_the_order_of_a_cohort_and_what_is_not_shown_last(client):
    metric, place = MetricFactory(), OrganizationFactory()
    high, low = shown("Asian", 210, 190, others="0.5"), shown("Yurok", 210, 30, others="0.5")
    hidden = without_numbers("Aleut")
    cohorts(metric, place, {"2021-22": [high, low, hidden], "2022-23": [high, low, hidden]})

    assert names_of(ask(client, "trend"))[-3:] == ["Asian", "Yurok", "Aleut"]
    for sort, aria in (("2022-23", "ascending"), ("-group", "descending")):
        html = ask(client, "trend", sort=sort)
        assert names_of(html)[-3:] == ["Yurok", "Asian", "Aleut"]
        assert html.count("aria-sort") == html.count(f'aria-sort="{aria}"') == 1
    turned = ask(client, "trend", sort="-2022-23")
    assert names_of(turned)[-3:] == ["Asian", "Yurok", "Aleut"]


def test_leads_to_files_of_its_rows(client):
    metric, place = MetricFactory(code="step"), OrganizationFactory(slug="bay")
    rows = [shown("Asian", 210, 100, others="0.5")]
    cohorts(metric, place, {"2021-22": rows, "2022-23": rows})

    html = ask(client, "trend")
    link = re.search(r'href="([^"]*/table\.csv)"', html)[1]

    assert link == "/equity/explore/t/step~bay~2021-22,2022-23~ethnicity~~college/table.csv"
    assert client.get(link).status_code == 200
    assert client.get(link.replace("csv", "xlsx")).status_code == 200


def test_text_alternative_names_the_cohorts_of_what_is_shown(client):
    metric, place = MetricFactory(name="Step"), OrganizationFactory()
    hidden = [without_numbers(name) for name in ("Asian", "Yurok")]
    cohorts(metric, place, {
        "2019-20": hidden,
        "2020-21": [shown("Asian", 200, 121, others="0.5"), hidden[1]],
        "2021-22": [hidden[0], shown("Yurok", 250, 163, others="0.5")],
        "2022-23": [shown("Asian", 200, 118, others="0.5"), hidden[1]],
        "2023-24": hidden,
    })  # fmt: skip

    assert (
        'id="trend-words">Step by group and cohort: Asian: from 60.5% in 2020-21 to 59.0% in '
        "2022-23; Yurok: shown only for 2021-22: 65.2%.<"
    ) in ask(client, "trend")
    spanish = client.get("/es/equity/trend/").content.decode()
    assert ": de 60.5% en 2020-21 a 59.0% en 2022-23; " in spanish
    assert ": solo se muestra 2021-22: 65.2%.<" in spanish
