"""What holds for every page of figures: before the first release, queries, release and source."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from equity.enums import CellStatus, Stage
from equity.models import PublishedCell
from equity.pages.choices.permalink import Choices
from equity.templatetags.equity import whole_years
from equity.tests.factories import (
    DimensionFactory,
    MetricFactory,
    PublicationFactory,
    ReleaseFactory,
)
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, everyone, shown, without_numbers
from partners.tests.factories import OrganizationFactory, RegionFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db
FIGURE_PAGES = [
    *("overview", "entering", "trend", "compare", "gains", "institution", "pathway", "table")
]


@pytest.mark.parametrize("name", ["overview", "entering", "trend", "compare", "gains"])
def test_before_the_first_release_pages_say_so(client, name):
    assert "No figures are published yet" in ask(client, name)
    assert client.get(f"/es{reverse(f'equity:{name}')}").status_code == 200


@pytest.mark.parametrize("name", ["overview", "entering", "trend", "compare", "gains"])
def test_query_count_of_a_page_does_not_grow(client, name, django_assert_max_num_queries):
    place = OrganizationFactory()
    for _n in range(3):
        a_table(organization=place, metric=MetricFactory(stage=Stage.ENTERS))
        a_table(publication=PublicationFactory(metric=MetricFactory()))

    with django_assert_max_num_queries(20):
        ask(client, name, place=place.slug)


@pytest.mark.parametrize(
    "name", ["overview", "trend", "compare", "gains", "entering", "institution"]
)
def test_every_page_of_figures_names_their_release_day_and_source(client, name):
    place = OrganizationFactory()
    release = ReleaseFactory(
        label="Fall 2026 release",
        source="Office of research",
        published_at=datetime(2026, 9, 12, 12, tzinfo=UTC),
        is_synthetic=True,
    )
    metric = MetricFactory(stage=Stage.COMPLETES)
    rows = [shown("Asian", 96, 33, others="0.485", di=True, needed=14)]
    a_table(
        rows, organization=place, publication=PublicationFactory(metric=metric, release=release)
    )

    args = [place.slug] if name == "institution" else []
    words = re.sub(r"<[^>]*>", " ", ask(client, name, *args))

    said = " ".join(words.split())
    assert "Fall 2026 release SYNTHETIC , published 12 Sep 2026" in said
    assert "Office of research" in said


@pytest.mark.parametrize("name", ["institution", "gains", "compare"])
def test_what_is_taken_back_is_not_told_as_protected_or_without_gaps(client, name):
    place = OrganizationFactory(name="Bay High")
    total = {"group": everyone(), "status": CellStatus.WITHDRAWN}
    rows = [without_numbers("Asian", CellStatus.WITHDRAWN), total]
    a_table(rows, total=None, organization=place, withdrawn_on=date(2026, 10, 3))

    html = ask(client, name, *([place.slug] if name == "institution" else []))
    html = html.partition("<footer")[0]

    assert "these figures are being corrected" in html.lower()
    assert "No number of it is shown until the correction is published." in html
    assert "Groups cannot be shown here." not in html and "to protect students" not in html
    assert "No gap larger than chance" not in html


@pytest.mark.parametrize(
    "name", ["overview", "trend", "compare", "entering", "gains", "institution"]
)
def test_the_years_of_a_cohort_stay_in_one_line(client, name):
    place, metric = OrganizationFactory(), MetricFactory(stage=Stage.ENTERS)
    for cohort in ("2021-22", "2022-23"):
        a_table(organization=place, metric=metric, cohort=cohort)

    page = ask(client, name, *([place.slug] if name == "institution" else []))

    assert '<span class="no-wrap">2022-23</span>' in page


def test_words_around_the_years_are_escaped():
    assert whole_years("<b> & 2022-23") == ('&lt;b&gt; &amp; <span class="no-wrap">2022-23</span>')


def test_yes_and_no_stand_with_what_they_answer(client):
    dimension = DimensionFactory(code="ethnicity", label="English learners")
    answers = {"dimension": dimension, "label_es": ""}
    rows = [
        shown("Yes", 210, 100, others="0.5", code="yes", **answers),
        without_numbers("No", code="no", **answers),
    ]
    a_table(rows, metric=MetricFactory(stage=Stage.ENTERS))

    for name in ("overview", "entering"):
        html = ask(client, name)
        names = re.findall(r'<th role="rowheader" scope="row">(English.*?)</th>', html)
        assert names == ["English learners: Yes", "English learners: No"]
        assert '<span class="dot-name">English learners: Yes<' in html
        assert "by english" not in html


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("", ["English learners", "Students who are not English learners"]),
        ("/es", ["Aprendices de inglés", "Estudiantes que no aprenden inglés"]),
    ],
)
def test_groups_that_are_a_yes_or_a_no_are_called_as_in_sentences(client, language, names):
    dimension = DimensionFactory(code="ethnicity", label="English learners")
    of = {"dimension": dimension, "label_es": ""}
    others = {"people": "students who are not English learners"}
    others |= {"people_es": "los estudiantes que no aprenden inglés"}
    learners = {"people": "English learners", "people_es": "las aprendices de inglés"}
    rows = [
        shown("Yes", 210, 100, others="0.5", code="yes", **of, **learners),
        shown("No", 210, 110, others="0.4", code="no", **of, **others),
    ]
    a_table(rows, metric=MetricFactory(stage=Stage.ENTERS))

    for name in ("", "entering/"):
        body = client.get(f"{language}/equity/{name}").content.decode().partition("<main")[2]
        assert all(f">{one}<" in body for one in names), name
        assert ": Yes" not in body and ": No" not in body
    html = client.get(f"{language}/equity/compare/").content.decode()
    assert all(f">{one}</option>" in html for one in names)


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ("0.4", "above the others"),
        ("0.4998", "no gap"),
        ("0.5", "no gap"),
        ("0.5002", "no gap"),
        ("0.51", "no gap larger than chance"),
    ],
)
def test_words_beside_a_dot_never_deny_the_distance_the_table_prints(client, others, words):
    a_table([shown("Asian", 210, 105, others=others)])

    lane = ask(client, "overview").partition('class="dot-verdict">')[2]

    assert lane.partition("<")[0] == words


@pytest.mark.parametrize(
    "name", ["overview", "trend", "compare", "gains", "entering", "institution"]
)
def test_the_monthly_report_is_told_of_once_at_the_end_of_the_main_text(client, name):
    place = OrganizationFactory()
    a_table(organization=place, metric=MetricFactory(stage=Stage.ENTERS))

    html = ask(client, name, *([place.slug] if name == "institution" else []))

    main, _end, after = html.partition("</main>")
    assert html.count(reverse("equity:subscribe")) == 1
    last = main.rpartition("<p ")[2]
    assert reverse("equity:subscribe") in last and reverse("equity:subscribe") not in after


@pytest.mark.parametrize("name", ["overview", "trend", "compare", "gains", "entering"])
def test_a_phone_reader_gets_past_the_lists_to_the_figures(client, name):
    a_table(metric=MetricFactory(stage=Stage.ENTERS))

    html = ask(client, name)

    assert html.index('href="#figures"') < html.index('<form method="get"', html.index("<main"))
    assert html.count('id="figures"') == 1
    assert html.index("</form>", html.index("<main")) < html.index('id="figures"')


def test_links_of_a_table_lead_to_parts_that_are_there(client):
    made = a_table()
    chosen = Choices((made.metric.code,), (made.organization.slug,), (made.cohort,), "ethnicity")
    html = ask(client, "table", chosen.permalink)

    links = re.findall(r'href="#(\w+)"', html.partition("phone-jump")[2].partition("</ul>")[0])
    assert links == ["take", "cite", "signs", "change"]
    assert all(html.count(f'id="{one}"') == 1 for one in links)


@pytest.mark.parametrize("is_sum", [True, False])
@pytest.mark.parametrize("name", ["overview", "trend", "gains", "entering"])
def test_a_region_that_was_added_up_says_so(client, name, is_sum):
    publication = PublicationFactory(
        metric=MetricFactory(stage=Stage.COMPLETES), region_is_sum=is_sum
    )
    a_table(publication=publication, region=RegionFactory())

    lede = ask(client, name).partition('class="lede')[2].partition("</p>")[0]

    assert ("sum of organizations, students may be counted more than once" in lede) is is_sum


def test_a_page_of_several_measures_says_which_of_them_were_added_up(client):
    region, release = RegionFactory(), ReleaseFactory()
    for label, is_sum in (("Finished", True), ("Enrolled", False)):
        metric = MetricFactory(stage=Stage.COMPLETES, name=label)
        a_table(
            [shown("Asian", 96, 33, others="0.485", di=True, needed=14)],
            publication=PublicationFactory(metric=metric, region_is_sum=is_sum, release=release),
            region=region,
        )

    html = ask(client, "gains")

    assert "in part a sum of organizations, students may be counted more than once" in html
    assert "Its figures of the region on “Finished” are sums of organizations" in html


def test_what_was_added_up_for_the_region_is_no_matter_of_an_organization(client):
    publication = PublicationFactory(
        metric=MetricFactory(stage=Stage.COMPLETES), region_is_sum=True
    )
    place = a_table(publication=publication, organization=OrganizationFactory()).organization
    a_table(publication=publication, region=RegionFactory())

    for name, args in (("trend", []), ("gains", []), ("institution", [place.slug])):
        asked = {} if args else {"place": place.slug}
        assert "sums of organizations" not in ask(client, name, *args, **asked)


def _address(name, made):
    """Of a page that shows a table, the pathway's where it is of one."""
    own = {"institution": [made.organization.slug], "pathway": [made.pathway and made.pathway.slug]}
    own["table"] = [
        Choices((made.metric.code,), (made.organization.slug,), (made.cohort,), "all").permalink
    ]
    return reverse(f"equity:{name}", args=own.get(name, []))


def _head(client, name, *, synthetic, language=""):
    """{name: words} of what travels without the page, and whether search engines are kept out."""
    metric = MetricFactory(stage=Stage.ENTERS)
    pathway = PathwayFactory() if name == "pathway" else None
    made = a_table(metric=metric, pathway=pathway, synthetic=synthetic)
    if pathway:
        region = RegionFactory()
        publication = metric.publications.get()
        a_table(publication=publication, region=region, pathway=pathway)
    html = client.get(f"{language}{_address(name, made)}").content.decode()
    head = html.partition("</head>")[0]
    said = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', head))
    said["title"] = re.search(r"<title>(.*?)</title>", head)[1]
    return said


TRAVELS_ALONE = ("title", "description", "og:title", "og:description")


@pytest.mark.parametrize(("language", "mark"), [("", "SYNTHETIC: "), ("/es", "SINTÉTICO: ")])
@pytest.mark.parametrize("name", FIGURE_PAGES)
def test_titles_previews_and_snippets_of_made_up_figures_say_so_first(client, name, language, mark):
    said = _head(client, name, synthetic=True, language=language)

    for one in TRAVELS_ALONE:
        assert said[one].startswith(mark), one
        assert len(said[one]) > len(mark), one
    assert said["robots"] == "noindex"


@pytest.mark.parametrize("name", FIGURE_PAGES)
def test_real_figures_are_not_marked_as_made_up(client, name):
    said = _head(client, name, synthetic=False)

    assert not any("SYNTHETIC" in said[one] for one in TRAVELS_ALONE)
    assert "robots" not in said


def test_beside_every_table_of_gaps_stands_by_which_rule_they_were_made(client):
    school, pathway = OrganizationFactory(slug="bay"), PathwayFactory()
    publication = PublicationFactory(metric=MetricFactory(code="units"), cohort="2022-23")
    for on in (None, pathway):
        a_table(publication=publication, organization=school, pathway=on)
    black = PublishedCell.objects.filter(group__label__startswith="Black")[0].group.code
    pages = {
        name: ask(client, name, *args, **({"group": black} if name == "compare" else {}))
        for name, *args in (
            ("overview",),
            ("compare",),
            ("gains",),
            ("institution", "bay"),
            ("pathway", pathway.slug),
            ("table", "units~bay~2022-23~ethnicity"),
        )
    }

    without = [name for name, html in pages.items() if "(PPG-1" not in html]
    assert without == []
    assert all("2022 profile" in html for html in pages.values())
