"""Import a list of sequences as drafts: `manage.py import_sequences FILE`."""

from programs.imports.command import ImportCommand
from programs.imports.sequences import Sequences


class Command(ImportCommand):
    importer = Sequences
