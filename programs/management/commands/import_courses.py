"""Import a list of courses as drafts: `manage.py import_courses FILE`."""

from programs.imports.command import ImportCommand
from programs.imports.courses import Courses


class Command(ImportCommand):
    importer = Courses
