"""The glossary: both languages side by side, findable in either, linked from pages."""

import pytest
from django.template import Context, Template

from partners.tests.factories import TermFactory
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db

GLOSSARY = "/glossary/"


def shown(response):
    return [
        (letter, [term.term for term in terms]) for letter, terms in response.context["letters"]
    ]


def test_glossary_lists_published_terms_by_letter(client):
    for term in ("Work-based learning", "articulation", "Award", "3+2"):
        TermFactory(term=term)
    TermFactory(term="Secret", status=EditingStatus.DRAFT)

    assert shown(client.get(GLOSSARY)) == [
        ("#", ["3+2"]),
        ("A", ["articulation", "Award"]),
        ("W", ["Work-based learning"]),
    ]


def test_glossary_shows_both_languages_marked_as_such(client):
    TermFactory(definition="English words.", definition_es="Palabras en español.")

    page = client.get("/es/glossary/").content.decode()

    assert 'lang="en"' in page
    assert 'lang="es"' in page
    assert "English words." in page
    assert "Palabras en español." in page


def test_missing_spanish_says_not_on_file(client):
    TermFactory(term_es="", definition_es="")

    assert "not on file" in client.get(GLOSSARY).content.decode()


@pytest.mark.parametrize("words", ["crédito", "CREDITO", "units", "también", "CBE"])
def test_search_reads_both_languages_and_other_names_without_accents(client, words):
    TermFactory(
        term="Credit by exam",
        term_es="Crédito por examen",
        definition="Units for knowledge.",
        definition_es="Tambien cuenta.",
        also_called=["CBE"],
    )
    TermFactory(term="Pathway", definition="A route.", term_es="Ruta", definition_es="Camino.")

    assert shown(client.get(GLOSSARY, {"q": words})) == [("C", ["Credit by exam"])]


def test_search_without_result_says_what_to_do(client):
    TermFactory()

    assert "Try a shorter word" in client.get(GLOSSARY, {"q": "zzz"}).content.decode()


def test_search_words_are_shown_escaped(client):
    assert b"<b>x" not in client.get(GLOSSARY, {"q": '"><b>x'}).content


@pytest.mark.parametrize("count", [1, 3])
def test_glossary_query_count_does_not_grow(client, count, django_assert_num_queries):
    TermFactory.create_batch(count)

    with django_assert_num_queries(1):
        client.get(GLOSSARY)


def test_term_page_shows_both_languages_and_its_source(client):
    term = TermFactory(term="Capstone", term_es="Curso final")

    page = client.get(term.get_absolute_url()).content.decode()

    assert "Capstone" in page
    assert "Curso final" in page
    assert term.source in page


def test_term_that_is_not_published_is_not_found(client):
    assert client.get(TermFactory(status=EditingStatus.DRAFT).get_absolute_url()).status_code == 404


def render(template, request):
    return Template("{% load glossary %}" + template).render(Context({"request": request}))


def test_term_tag_links_words_to_the_glossary(rf):
    TermFactory(slug="cip-code")

    assert render('{% term "cip-code" "CIP" %}', rf.get("/")) == (
        '<a class="term" href="/glossary/cip-code/">CIP</a>'
    )


def test_term_tag_prints_plain_words_for_a_term_nobody_wrote(rf):
    assert render('{% term "unknown" "a word" %}', rf.get("/")) == "a word"


def test_term_tag_reads_the_glossary_once_a_request(rf, django_assert_num_queries):
    TermFactory(slug="one")
    TermFactory(slug="two")

    with django_assert_num_queries(1):
        render('{% term "one" %}{% term "two" %}{% term "three" %}', rf.get("/"))
