"""Compile `locale/*/LC_MESSAGES/*.po` to `.mo` in Python, where no msgfmt is installed."""

import os
import struct
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pathways_portal.translations import read_catalog

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
    messages = {}
    for message in read_catalog(text):
        if message.is_fuzzy and not message.is_header:
            continue
        key = message.singular
        if message.plural is not None:
            key = f"{key}\0{message.plural}"
        if message.context is not None:
            key = f"{message.context}\4{key}"
        if message.forms and all(message.forms):
            messages[key] = "\0".join(message.forms)
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
