"""Compile `locale/*/LC_MESSAGES/*.po` to `.mo` in Python, where no msgfmt is installed."""

import ast
import os
import struct
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

MAGIC = 0x950412DE  # first number of a GNU .mo file


class Command(BaseCommand):
    help = "Compile the translations whose .mo file is missing or older than its .po file."
    requires_system_checks: list[str] = []

    def handle(self, *, verbosity, **options):
        for root in settings.LOCALE_PATHS:
            for catalog in sorted(Path(root).glob("*/LC_MESSAGES/*.po")):
                compiled = catalog.with_suffix(".mo")
                if is_current(compiled, catalog):
                    continue
                try:
                    count = write_mo(parse_po(catalog.read_text(encoding="utf-8")), compiled)
                except ValueError as error:
                    raise CommandError(f"{catalog}, {error}") from error
                if verbosity:
                    self.stdout.write(
                        f"Compiled {catalog.name} of {catalog.parts[-3]}: {count} texts."
                    )


def is_current(compiled, catalog):
    return compiled.exists() and compiled.stat().st_mtime >= catalog.stat().st_mtime


def parse_po(text):
    """Read a catalogue: what gettext looks up (context, singular, plural joined) → the translation.

    Fuzzy, obsolete and empty entries are left out, as msgfmt does. Raises ValueError with the line.
    """
    messages, entry, field, fuzzy = {}, {}, None, False

    def keep():
        nonlocal entry, field, fuzzy
        if "msgid" in entry and (not fuzzy or entry["msgid"] == ""):
            key = entry["msgid"]
            if "msgid_plural" in entry:
                key = f"{key}\0{entry['msgid_plural']}"
            if "msgctxt" in entry:
                key = f"{entry['msgctxt']}\4{key}"
            forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
            if forms and all(forms):
                messages[key] = "\0".join(forms)
        entry, field, fuzzy = {}, None, False

    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#~"):
            keep()
        elif line.startswith("#"):
            if any(name.startswith("msgstr") for name in entry):
                keep()
            if line.startswith("#,") and "fuzzy" in line:
                fuzzy = True
        else:
            name, quote, rest = line.partition('"')
            name = name.strip()
            if name in {"msgid", "msgctxt"} and any(key.startswith("msgstr") for key in entry):
                keep()
            if name:
                field = name
            if field is None or not quote:
                raise ValueError(f"line {number}: not an entry: {line[:60]}")
            try:
                entry[field] = entry.get(field, "") + ast.literal_eval(quote + rest)
            except (SyntaxError, ValueError):
                raise ValueError(f"line {number}: broken text: {line[:60]}") from None
    keep()
    return messages


def write_mo(messages, path):
    """Write the binary catalogue that Python's gettext reads; return how many texts it holds."""
    keys = sorted(messages, key=str.encode)
    ids, texts = [k.encode() for k in keys], [messages[k].encode() for k in keys]
    start = 7 * 4 + 16 * len(keys)
    offsets, position = [], start
    for group in (ids, texts):
        for item in group:
            offsets.append((len(item), position))
            position += len(item) + 1
    head = struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    table = b"".join(struct.pack("<2I", *pair) for pair in offsets)
    body = b"".join(item + b"\0" for group in (ids, texts) for item in group)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(head + table + body)
    part.replace(path)  # whole or not at all: another process may be reading
    return len(keys) - ("" in messages)
