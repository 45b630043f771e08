import gettext

import pytest
from django.core.management import CommandError, call_command

from pathways_portal.management.commands.compile_translations import parse_po, write_mo

CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: programs/views.py:3
msgid "Program"
msgstr "Programa"

msgctxt "button"
msgid "Search"
msgstr "Bus"
"car \\"ya\\""

#, python-format
msgid "%(n)s school"
msgid_plural "%(n)s schools"
msgstr[0] "%(n)s escuela"
msgstr[1] "%(n)s escuelas"

#, fuzzy
msgid "Guess"
msgstr "Adivinanza"

msgid "Not yet"
msgstr ""

#~ msgid "Old"
#~ msgstr "Viejo"
"""


@pytest.fixture
def spanish(tmp_path):
    """The catalogue above, compiled by us and read by Python's own gettext."""
    write_mo(parse_po(CATALOG), tmp_path / "django.mo")
    with (tmp_path / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_compiled_text_is_found(spanish):
    assert spanish.gettext("Program") == "Programa"


def test_compiled_context_and_continued_lines_are_found(spanish):
    assert spanish.pgettext("button", "Search") == 'Buscar "ya"'


def test_compiled_plurals_follow_the_catalogs_rule(spanish):
    one = spanish.ngettext("%(n)s school", "%(n)s schools", 1)
    two = spanish.ngettext("%(n)s school", "%(n)s schools", 2)

    assert (one, two) == ("%(n)s escuela", "%(n)s escuelas")


@pytest.mark.parametrize("text", ["Guess", "Not yet", "Old"])
def test_fuzzy_empty_and_obsolete_texts_stay_english(spanish, text):
    assert spanish.gettext(text) == text


def test_broken_catalog_names_its_line(tmp_path, settings):
    catalog = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "A"\nmsgstr "open\n')
    settings.LOCALE_PATHS = [tmp_path]

    with pytest.raises(CommandError, match="line 2: broken text"):
        call_command("compile_translations")


def test_current_catalog_is_not_compiled_again(tmp_path, settings, capsys):
    catalog = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(CATALOG)
    settings.LOCALE_PATHS = [tmp_path]
    call_command("compile_translations")
    first = capsys.readouterr().out

    call_command("compile_translations")

    assert first == "Compiled django.po of es: 3 texts.\n"
    assert capsys.readouterr().out == ""
