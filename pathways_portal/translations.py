"""Read and judge gettext catalogues (`.po`) in plain Python: no gettext tools are needed."""

import ast
import re
from dataclasses import dataclass

# What must stand in a translation exactly as in the original: what Python fills in, and markup.
KEPT = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}|</?[a-zA-Z][^>]*>|&\w+;")
PLURAL_FORMS = re.compile(r"nplurals=(\d+)")
EVERY_RUN = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


@dataclass(frozen=True)
class Message:
    """One entry of a catalogue. `forms`: its translations, one, or one for each plural form."""

    line: int
    singular: str
    plural: str | None
    context: str | None
    forms: tuple[str, ...]
    is_fuzzy: bool

    @property
    def is_header(self):
        return self.singular == ""


class _Entry:
    """An entry of a catalogue while its lines are read."""

    def __init__(self):
        self.texts, self.field, self.is_fuzzy, self.start = {}, None, False, 0

    @property
    def is_translated(self):
        return any(name.startswith("msgstr") for name in self.texts)

    def ends_before(self, line):
        """Whether this line belongs to the next entry, or to none."""
        if not line or line.startswith("#~"):
            return True
        begins = line.startswith("#") or _name_of(line) in {"msgid", "msgctxt"}
        return begins and self.is_translated

    def take(self, number, line):
        """Add a line of text; ValueError names it."""
        _, quote, rest = line.partition('"')
        self.field = _name_of(line) or self.field
        if self.field is None or not quote:
            raise ValueError(f"line {number}: not an entry: {line[:60]}")
        self.start = self.start or number
        try:
            text = ast.literal_eval(quote + rest)
        except (SyntaxError, ValueError):
            raise ValueError(f"line {number}: broken text: {line[:60]}") from None
        self.texts[self.field] = self.texts.get(self.field, "") + text

    def messages(self):
        """The entry as a message; none where nothing was read."""
        texts = self.texts
        if "msgid" not in texts:
            return []
        forms = tuple(texts[name] for name in sorted(texts) if name.startswith("msgstr"))
        plural, context = texts.get("msgid_plural"), texts.get("msgctxt")
        return [Message(self.start, texts["msgid"], plural, context, forms, self.is_fuzzy)]


def _name_of(line):
    """The keyword that a line of text begins with; empty where it continues another."""
    return line.partition('"')[0].strip()


def read_catalog(text):
    """Every entry of a catalogue, in its order; obsolete ones (`#~`) are left out.

    Raises ValueError that names the line.
    """
    messages, entry = [], _Entry()
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if entry.ends_before(line):
            messages += entry.messages()
            entry = _Entry()
        if line and not line.startswith("#"):
            entry.take(number, line)
        elif line.startswith("#,") and "fuzzy" in line:
            entry.is_fuzzy = True
    return messages + entry.messages()


def plural_form_count(messages):
    """How many plural forms the catalogue's header asks for; 2, as in English, if it is silent."""
    header = "".join(form for m in messages if m.is_header for form in m.forms)
    found = PLURAL_FORMS.search(header)
    return int(found[1]) if found else 2


def fault(message, *, plural_forms):
    """What is wrong with the translation of one message, in words; None if nothing is."""
    if message.is_fuzzy:
        return "is only a guess (fuzzy)"
    expected = 1 if message.plural is None else plural_forms
    if len(message.forms) != expected or not all(message.forms):
        return "is not translated" if expected == 1 else f"needs {expected} plural forms"
    for number, form in enumerate(message.forms):
        # The first form speaks of one thing, as the singular does, where a language has several.
        is_singular = message.plural is None or (number == 0 and plural_forms > 1)
        original = message.singular if is_singular else message.plural
        if sorted(KEPT.findall(form)) != sorted(KEPT.findall(original)):
            return f"has other placeholders or tags: {form}"
        if outer_space(form) != outer_space(original):
            return f"begins or ends with other spaces: {form}"
    return None


def outer_space(text):
    """The spaces and line breaks before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def faults(messages):
    """[(message, what is wrong with it)] of a catalogue; its header is not judged."""
    plural_forms = plural_form_count(messages)
    found = [(m, fault(m, plural_forms=plural_forms)) for m in messages if not m.is_header]
    return [(message, words) for message, words in found if words]


def without_dates_of_runs(text):
    """The catalogue without the line that changes each time texts are collected."""
    return EVERY_RUN.sub("", text)
