"""The columns of an import file, and the files that are refused on their header alone."""

import csv
import logging
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from equity.importing.problems import Refused

logger = logging.getLogger(__name__)

MUST = (
    "cohort",
    "segment",
    "organization",
    "metric",
    "dimension",
    "group",
    "denominator",
    "numerator",
)
MAY = ("pathway", "rate_pct", "source", "note")
COLUMNS = (*MUST, *MAY)
# The columns that the method names, spelled without signs, and other spellings of them.
_STUDENT = frozenset(
    [
        "studentid",
        "ssid",
        "ssn",
        "name",
        "lastname",
        "firstname",
        "birthdate",
        "dob",
        "email",
        "phone",
        "address",
        "student",
        "studentname",
        "studentnumber",
        "fullname",
        "middlename",
        "surname",
        "familyname",
        "givenname",
        "socialsecuritynumber",
        "dateofbirth",
        "birthday",
        "emailaddress",
        "phonenumber",
        "mobile",
        "homeaddress",
        "street",
        "streetaddress",
        "sisid",
        "cccid",
        "statestudentid",
        "localstudentid",
        "bannerid",
    ]
)
_OTHER_DELIMITERS = {
    ";": gettext_noop("semicolons"),
    "\t": gettext_noop("tabs"),
    "|": gettext_noop("bars"),
}


def read(line):
    """Names of the columns of the first line in order; `Refused` if it is no header of ours."""
    _refuse_student_records(re.split(r"[,;\t|]", line))
    try:
        (names,) = csv.reader([line], strict=True)
    except (csv.Error, ValueError):
        raise Refused([_("Line 1: the header has a quotation mark too many.")]) from None
    names = [name.strip().lower() for name in names]
    if not set(names) & set(COLUMNS):
        _refuse_what_is_no_header(line)
    # Spreadsheet programs leave empty columns at the end.
    while names and not names[-1]:
        names.pop()
    said = [*_missing(names), *_unknown(names), *_twice(names)]
    if said:
        raise Refused([_("Line 1: %s") % sentence for sentence in said])
    return names


def _refuse_student_records(names):
    found = [name.strip(' "\r\n') for name in names if _smells(name)]
    if not found:
        return
    columns = ", ".join(found)
    logger.warning("An equity file was refused for its columns: %s", columns)
    raise Refused(
        [
            _(
                "Line 1: this file holds student records: %(columns)s. The portal takes counts of "
                "groups only, never students. Nothing of the file was kept. Delete your copy if "
                "it should not exist, and send counts by group."
            )
            % {"columns": columns}
        ]
    )


def _smells(name):
    return re.sub(r"[^a-z]", "", name.lower()) in _STUDENT


def _refuse_what_is_no_header(line):
    """Nothing of the line is repeated: it may be the first record of a file without a header."""
    for delimiter, words in _OTHER_DELIMITERS.items():
        if {part.strip(' "\r\n').lower() for part in line.split(delimiter)} & set(MUST):
            raise Refused(
                [
                    _(
                        "Line 1: the columns are divided by %(signs)s. Save the file as “CSV "
                        "UTF-8 (comma delimited)”; in some countries a spreadsheet program writes "
                        "semicolons instead."
                    )
                    % {"signs": _(words)}
                ]
            )
    raise Refused(
        [
            _("Line 1: the header is missing. The first line names the columns: %(columns)s.")
            % {"columns": ", ".join(MUST)}
        ]
    )


def _missing(names):
    missing = [name for name in MUST if name not in names]
    if missing:
        yield _("columns are missing: %s.") % ", ".join(missing)


def _unknown(names):
    unknown = [name[:40] or _("(no name)") for name in names if name not in COLUMNS]
    if unknown:
        yield _("unknown columns: %(unknown)s. Known are: %(known)s.") % {
            "unknown": ", ".join(unknown),
            "known": ", ".join(COLUMNS),
        }


def _twice(names):
    twice = sorted({name for name in names if names.count(name) > 1 and name in COLUMNS})
    if twice:
        yield _("columns are there twice: %s.") % ", ".join(twice)
