import ast
import re
import shutil
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.management import CommandError, call_command
from django.shortcuts import resolve_url
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import override

from pathways_portal.management.commands.check_translations import catalog_paths
from pathways_portal.translations import faults, read_catalog, without_dates_of_runs

HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLURAL = 'msgid "%(n)s school"\nmsgid_plural "%(n)s schools"\n'


def words_of(entry):
    """What is wrong with a catalogue of this one entry."""
    return [words for _, words in faults(read_catalog(HEADER + entry))]


def catalog_in(folder, entry):
    path = folder / "locale" / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + entry, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param('msgid "Search"\nmsgstr "Buscar"', id="one text"),
        pytest.param('msgid "Near %(place)s"\nmsgstr "Cerca de %(place)s"', id="placeholder"),
        pytest.param('msgid "%s of %s"\nmsgstr "%s de %s"', id="placeholders without names"),
        pytest.param('msgid "a <b>c</b>"\nmsgstr "<b>c</b> de a"', id="tags in another place"),
        pytest.param(
            PLURAL + 'msgstr[0] "%(n)s escuela"\nmsgstr[1] "%(n)s escuelas"', id="both plural forms"
        ),
        pytest.param(
            'msgid "One school"\nmsgid_plural "%(n)s schools"\n'
            'msgstr[0] "Una escuela"\nmsgstr[1] "%(n)s escuelas"',
            id="a singular without its number",
        ),
    ],
)
def test_translated_message_has_no_fault(entry):
    assert words_of(entry) == []


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        pytest.param('msgid "Search"\nmsgstr ""', "is not translated", id="empty"),
        pytest.param(
            '#, fuzzy\nmsgid "Search"\nmsgstr "Buscar"', "is only a guess (fuzzy)", id="fuzzy"
        ),
        pytest.param(
            PLURAL + 'msgstr[0] "%(n)s escuela"\nmsgstr[1] ""',
            "needs 2 plural forms",
            id="an empty plural form",
        ),
        pytest.param(
            PLURAL + 'msgstr[0] "%(n)s escuela"', "needs 2 plural forms", id="one plural form"
        ),
        pytest.param(
            'msgid "Near %(place)s"\nmsgstr "Cerca de %(lugar)s"',
            "has other placeholders or tags: Cerca de %(lugar)s",
            id="another name",
        ),
        pytest.param(
            'msgid "%s of %s"\nmsgstr "%s de ellos"',
            "has other placeholders or tags: %s de ellos",
            id="a placeholder is missing",
        ),
        pytest.param(
            'msgid "{n} rows"\nmsgstr "filas"',
            "has other placeholders or tags: filas",
            id="a placeholder in braces",
        ),
        pytest.param(
            PLURAL + 'msgstr[0] "%(n)s escuela"\nmsgstr[1] "escuelas"',
            "has other placeholders or tags: escuelas",
            id="a placeholder of the plural",
        ),
        pytest.param(
            'msgid "a <b>c</b>"\nmsgstr "<b>c de a"',
            "has other placeholders or tags: <b>c de a",
            id="an open tag",
        ),
        pytest.param(
            'msgid "and "\nmsgstr "y"', "begins or ends with other spaces: y", id="outer space"
        ),
    ],
)
def test_fault_of_a_translation_is_named(entry, words):
    assert words_of(entry) == [words]


def test_header_is_not_a_message():
    assert words_of("") == []


def test_message_knows_its_line():
    assert [message.line for message in read_catalog('msgid "A"\nmsgstr "B"\n')] == [1]


def test_date_of_the_run_is_taken_out_and_nothing_else():
    text = '"Language: es\\n"\n"POT-Creation-Date: 2026-01-01 00:00+0000\\n"\n"X: y\\n"\n'

    assert without_dates_of_runs(text) == '"Language: es\\n"\n"X: y\\n"\n'


def test_check_lists_every_fault_with_its_line(tmp_path, settings):
    catalog_in(tmp_path, 'msgid "Search"\nmsgstr ""\n\nmsgid "Save"\nmsgstr ""\n')
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    with pytest.raises(CommandError) as error:
        call_command("check_translations")

    assert str(error.value).splitlines() == [
        "es/django.po line 7: “Search” is not translated",
        "es/django.po line 10: “Save” is not translated",
        "2 of 2 messages are wrong.",
    ]


def test_check_without_a_catalog_is_no_success(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]

    with pytest.raises(CommandError, match="There is no catalogue"):
        call_command("check_translations")


def test_check_counts_what_is_translated(tmp_path, settings, capsys):
    catalog_in(tmp_path, 'msgid "Search"\nmsgstr "Buscar"\n')
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    call_command("check_translations")

    assert capsys.readouterr().out == "1 messages, all translated\n"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_extract_finds_a_new_message(tmp_path, settings):
    path = catalog_in(tmp_path, "")
    (tmp_path / "views.py").write_text('_("Unheard of")\n')
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_views.py").write_text('_("Never shown")\n')
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]

    with pytest.raises(CommandError, match="“Unheard of” is not translated\n1 of 1"):
        call_command("check_translations", extract=True)

    assert "POT-Creation-Date" not in path.read_text()


@pytest.mark.parametrize("path", catalog_paths(), ids=lambda path: path.parts[-3])
def test_our_catalog_is_complete(path):
    messages = read_catalog(path.read_text(encoding="utf-8"))

    assert [(message.singular, words) for message, words in faults(messages)] == []
    assert len(messages) > 500


def test_spanish_numbers_are_written_as_in_the_region():
    with override("es"):
        assert (intcomma(42856), floatformat(7.8, 1)) == ("42,856", "7.8")


def day_formats():
    """Every way in which a template or a module of ours asks for a day with its month."""
    files = [
        path
        for folder in ("templates", "pathways_portal", "programs", "partners", "wbl", "equity")
        for path in (settings.BASE_DIR / folder).rglob("*.*")
        if path.suffix in {".html", ".txt", ".py"} and "tests" not in path.parts
    ]
    asked = re.findall(r'date:"([^"]+)"|"(j M Y[^"]*)"', "".join(p.read_text() for p in files))
    return sorted({one or other for one, other in asked} - {"DATETIME_FORMAT"})


@pytest.mark.parametrize("asked", day_formats())
def test_spanish_months_are_written_small(asked):
    last = datetime(2013, 12, 31, 15, 5, tzinfo=UTC)

    with override("es"):
        spanish = date_format(last, asked)
    with override("en"):
        english = date_format(last, asked)

    assert spanish.startswith("31 dic 2013") and english.startswith("31 Dec 2013")


def test_signing_in_keeps_the_language(settings):
    with override("es"):
        assert resolve_url(settings.LOGIN_REDIRECT_URL) == "/es/admin/"


TRANSLATES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def texts_given_to_gettext():
    """{text: file and line} of every text that the project's code has translated."""
    found = {}
    for app in ("equity", "partners", "pathways_portal", "programs", "wbl"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATES:
                    text = node.args[0] if node.args else None
                    if isinstance(text, ast.Constant) and text.value:
                        found[text.value] = f"{path.name}:{node.lineno}"
    return found


def test_every_text_that_code_has_translated_is_in_the_catalogue():
    """The extraction does not see a text inside an f-string: it would stay English in silence."""
    (path,) = catalog_paths()
    known = {message.singular for message in read_catalog(path.read_text(encoding="utf-8"))}

    found = texts_given_to_gettext()

    assert {text: at for text, at in found.items() if text not in known} == {}
    assert len(found) > 500
