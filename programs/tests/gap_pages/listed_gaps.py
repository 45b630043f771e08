"""Addresses of the pages of labor gaps, and their rows."""

import csv
import io

from programs.enums import EntryEducation

LIST, TEN, CSV = "/gaps/labor/", "/gaps/labor/ten/", "/gaps/labor/download.csv"
MIDDLE = {"entry_education": EntryEducation.ASSOCIATE}
HIGH_SCHOOL = {"entry_education": EntryEducation.HIGH_SCHOOL}


def lines(response):
    """The CSV as a list of {column: value}."""
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))
