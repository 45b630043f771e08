"""Sources are printed in the reader's language where they are ours, and marked where not."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from partners.tests.factories import TermFactory
from pathways_portal.common import sources
from pathways_portal.data_counts import register
from programs.tests.factories import ProgramFactory

OURS = ("Compiled", "Derived", "Made up", "This portal", "Wording of this portal")
FOREIGN = "Bureau of Labor Statistics, Standard Occupational Classification 2018"
SAMPLE = "Made up to show how the portal works"
SPANISH = "Inventado para mostrar cómo funciona el portal"


@pytest.fixture
def spanish(monkeypatch):
    """The catalogue knows one of our sentences, whatever else is translated yet."""
    known = {SAMPLE: SPANISH, sources.OWN_BEGINNING: "Estimación de este portal según:"}
    monkeypatch.setattr(sources, "gettext", lambda text: known.get(text, text))
    with override("es"):
        yield


def test_every_sentence_of_ours_in_the_tables_can_be_translated():
    ours = {words for words in register() if words.startswith(OURS)}

    assert ours - sources.OWN == set()


def test_a_sentence_of_ours_is_printed_in_the_readers_language(spanish):
    assert sources.printed(SAMPLE) == SPANISH


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(FOREIGN, id="somebody else's table"),
        pytest.param(max(sources.OWN - {SAMPLE}), id="ours, not translated yet"),
    ],
)
def test_what_stays_english_says_so_to_screen_readers(spanish, words):
    with_apostrophes = words.replace("'", "&#x27;")

    assert sources.printed(words) == f'<span lang="en">{with_apostrophes}</span>'


def test_an_estimate_of_ours_names_the_tables_of_others_as_they_are(spanish):
    assert (
        sources.printed(f"Estimate of this portal from: {FOREIGN}")
        == f'Estimación de este portal según: <span lang="en">{FOREIGN}</span>'
    )


def test_on_an_english_page_a_source_stands_as_it_is():
    assert sources.printed(FOREIGN) == FOREIGN


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_source_is_escaped(language):
    with override(language):
        html = Template("{{ source|source_words }}").render(Context({"source": "<b>"}))

    assert "&lt;b&gt;" in html and "<b>" not in html


@pytest.mark.parametrize(
    ("source", "short"),
    [
        ("O*NET 29.3; entry education by the Bureau", "O*NET 29.3"),
        ("Program inventory: a part", "Program inventory"),
        *[(own, own) for own in sorted(sources.OWN)],
    ],
)
def test_remarks_are_left_out_but_our_own_sentences_are_never_cut(source, short):
    assert sources.without_remarks(source) == short


@pytest.mark.django_db
def test_spanish_pages_mark_english_sources_wherever_they_print_one(client):
    program = ProgramFactory(source=FOREIGN)
    term = TermFactory(source=FOREIGN)
    marked = f'<span lang="en">{FOREIGN}</span>'

    for path in ("/programs/", program.get_absolute_url(), "/", term.get_absolute_url()):
        assert marked in client.get(f"/es{path}").content.decode(), path
    assert marked in client.get("/es/about/data/").content.decode()
