"""Lines of text out of whatever was handed in; what is no text is refused before it is read."""

import hashlib

from django.utils.translation import gettext as _

from equity.importing.problems import Refused

# 500,000 rows of the longest cells we take are less.
MOST_BYTES = 400 * 1024 * 1024
MOST_BYTES_A_LINE = 64 * 1024
_READ_AT_ONCE = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
# Packed files and workbooks, whatever they are named. They are never unpacked.
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def fingerprint(file):
    """SHA-256 of an open binary file, in hex; it is read from its start again afterwards."""
    found, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(_READ_AT_ONCE):
        size += len(chunk)
        if size > MOST_BYTES:
            raise Refused([_("The file is too large: more than 400 MB.")])
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def lines(file):
    """The lines of an open binary file as text, with their ends; `Refused` at the first bad one."""
    file.seek(0)
    start = file.read(8)
    _refuse_other_kinds(start)
    file.seek(len(_BOM) if start.startswith(_BOM) else 0)
    number = 0
    while raw := file.readline(MOST_BYTES_A_LINE):
        number += 1
        yield _text(raw, number)


def _refuse_other_kinds(start):
    if not start:
        raise Refused([_("The file is empty.")])
    if start.startswith((*_PACKED, _OLD_WORKBOOK)):
        raise Refused(
            [
                _(
                    "Line 1: this is a workbook or a packed file, not text. Open it in your "
                    "spreadsheet program and save it as “CSV UTF-8 (comma delimited)”."
                )
            ]
        )
    if start.startswith(_UTF16):
        raise Refused(
            [_("Line 1: the file is in UTF-16. Save it as “CSV UTF-8 (comma delimited)”.")]
        )


def _text(raw, number):
    if b"\0" in raw:
        sentence = _("it holds a NUL byte, so this is no text file, or a damaged one.")
    elif len(raw) == MOST_BYTES_A_LINE and not raw.endswith(b"\n"):
        sentence = _("it is longer than 64 kB, so this is no table of counts.")
    else:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            sentence = _("it is not in UTF-8. Save the file as “CSV UTF-8 (comma delimited)”.")
    raise Refused([_("Line %(line)s: %(sentence)s") % {"line": number, "sentence": sentence}])
