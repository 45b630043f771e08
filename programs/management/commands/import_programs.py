"""Import a list of programs as drafts: `manage.py import_programs FILE`."""

from programs.imports.command import ImportCommand
from programs.imports.programs import Programs


class Command(ImportCommand):
    importer = Programs
