"""Workbooks: the table as a program reads it, and beside it what a person needs who gets it."""

import io
import re
import zipfile
from html import unescape
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.urls import reverse

from equity.enums import Stage
from equity.pages.choices.permalink import Choices
from equity.tests.factories import MetricFactory, PublicationFactory
from equity.tests.tables import a_table, shown
from partners.tests.factories import OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db
PAGES = ("entering", "compare", "gains", "table")
NO_FIGURES = re.compile(
    r"https?://[^/]+/|(\d{1,2} [A-Z][a-z]{2} )?20\d\d(-\d\d)?|PPG-1|beside 0 students"
)
FORMULA = '=HYPERLINK("https://example.org")'


def a_book(client, name="table", *, synthetic=True, language="", place="Bay High"):
    """The workbook of a page about a school, an open pathway and a measure with gaps."""
    metric = MetricFactory(
        stage=Stage.ENTERS, code="units", name="Nine units", definition="Share of those who try."
    )
    publication = PublicationFactory(
        metric=metric,
        cohort="2022-23",
        release__label="Fall 2026",
        release__source="Office of research",
        release__is_synthetic=synthetic,
    )
    pathway = PathwayFactory(title="Welding", slug="welding")
    school = OrganizationFactory(name=place, slug="bay")
    cells = [shown("Asian", 210, 60, others="0.774", di=True, needed=103)]
    a_table(cells, publication=publication, organization=school, pathway=pathway)
    if name == "table":
        chosen = Choices(("units",), ("bay",), ("2022-23",), "ethnicity", "welding")
        address, asked = reverse("equity:table_xlsx", args=[chosen.permalink]), {}
    else:
        address, asked = reverse(f"equity:{name}_xlsx"), {"place": "bay", "pathway": "welding"}
        if name == "compare":
            asked = {"pathway": "welding", "metric": "units", "group": "all"}
    response = client.get(language + address, asked)
    assert response.status_code == 200
    return response.content


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def about(book):
    return [tuple(row) for row in book.worksheets[1].iter_rows(values_only=True)]


@pytest.mark.parametrize("name", PAGES)
def test_the_second_sheet_says_what_the_table_is_about(client, name):
    book = read(a_book(client, name))

    said = dict(about(book))

    assert said["Measure"] == "Nine units"
    assert said["Definition"] == "Nine units: Share of those who try."
    assert said["Pathway"] == "Welding"
    assert said["Cohort"] == "2022-23"
    assert said.get("Place", "Bay High") == "Bay High"
    assert said["Source"].startswith("SYNTHETIC: Fall 2026, published ")
    assert "Office of research" in said["Source"]
    assert said["Measure of gaps"].endswith("(PPG-1), 2022 profile")
    assert {"c", "z", "x", "range", "ok"} <= set(said)
    address = said["Address of the table"]
    assert "/equity/" in address and "welding" in address
    whole = urlsplit(address)
    page = client.get(f"{whole.path}?{whole.query}")  # what it says is what its page says
    title = re.search(r"<h1>(.*?)</h1>", page.content.decode())[1]
    assert said["Title"] == unescape(title)
    assert said["Title"] in said["To cite this table"]
    assert address in said["To cite this table"]


@pytest.mark.parametrize("name", PAGES)
def test_on_the_second_sheet_no_figure_stands_but_in_the_title(client, name):
    """The title is the page's own. Years, days, the site and names of rules are no figures."""
    book = read(a_book(client, name))

    assert len(book.worksheets) == 2
    title = dict(about(book))["Title"]
    for label, words in about(book):
        rest = NO_FIGURES.sub("", words.replace(title, ""))
        assert not re.search(r"\d", rest), label


@pytest.mark.parametrize("name", PAGES)
def test_made_up_figures_say_so_before_anything_else(client, name):
    book = read(a_book(client, name))

    assert book.sheetnames[0].startswith("SYNTHETIC")
    assert about(book)[0][0] == "SYNTHETIC"
    assert book.properties.title.startswith("SYNTHETIC: ")


def test_real_figures_are_not_called_made_up(client):
    book = read(a_book(client, synthetic=False))

    assert not any("SYNTHETIC" in str(cell) for row in about(book) for cell in row)
    assert book.sheetnames[0] == "equity" and "SYNTHETIC" not in book.properties.title


def test_it_speaks_the_language_of_the_page(client):
    book = read(a_book(client, language="/es"))

    assert about(book)[0][0] == "SINTÉTICO"
    assert "Medida" in dict(about(book))
    assert "/es/equity/" in dict(about(book))["Dirección de la tabla"]


def test_the_first_row_of_the_table_stays_in_sight_and_columns_are_wide_enough(client):
    sheet = read(a_book(client)).worksheets[0]

    assert sheet.freeze_panes == "A2"
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    for name, letter in heads.items():
        assert sheet.column_dimensions[letter].width >= len(name)
    assert sheet.column_dimensions[heads["place"]].width >= 30
    assert sheet.auto_filter.ref == sheet.dimensions


def test_numbers_are_numbers(client):
    sheet = read(a_book(client)).worksheets[0]

    rows = [dict(zip([c.value for c in sheet[1]], row, strict=True)) for row in sheet.iter_rows(2)]
    (asian,) = [row for row in rows if row["group"].value != "all"]
    numbers = {"denominator": 210, "numerator": 60, "rate_pct": 28.6, "everyone_else_pct": 77.4}
    for name, value in (numbers | {"gap_points": -48.8, "more_to_parity": 103}).items():
        assert (asian[name].value, asian[name].data_type) == (value, "n")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", FORMULA])
def test_text_that_begins_as_a_formula_stays_text(client, start):
    content = a_book(client, place=start)

    book = read(content)
    for sheet in book.worksheets:
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value == start]
        assert found and all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if "/sheet" in name]
    assert not any(b"<f>" in xml for xml in sheets)
