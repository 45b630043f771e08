"""Import a list of agreements as drafts: `manage.py import_agreements FILE`."""

from programs.imports.agreements import Agreements
from programs.imports.command import ImportCommand


class Command(ImportCommand):
    importer = Agreements
