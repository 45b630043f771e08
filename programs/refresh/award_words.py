"""Awards in the words of the state's program inventory, grouped as the finder asks for them.

The wording changed over the years: "Certificate of Achievement: 18  or greater semester(or 27  or
greater quarter) units" is the old way, "… requiring 16S/24Q to fewer than 30S/45Q units" the new.
"""

import re

from programs.enums import Award

# A certificate of that many semester units is a long one.
LONG = 16
CREDENTIALS = {
    "A.A.": "Associate of Arts (A.A.)",
    "A.S.": "Associate of Science (A.S.)",
    "A.A.-T": "Associate in Arts for Transfer (A.A.-T)",
    "A.S.-T": "Associate in Science for Transfer (A.S.-T)",
}
CERTIFICATE = "Certificate of Achievement"


def group(words, units=None):
    """The `Award` that these words are; None where they, and the fewest units, do not tell."""
    text = words.casefold()
    if degree(words):
        is_transfer = degree(words).endswith("-T")
        return Award.TRANSFER_DEGREE if is_transfer else Award.ASSOCIATE
    if re.match(r"noncredit|certificate of (completion|competency)", text):
        return Award.NONCREDIT
    if not text.startswith(("certificate", "other credit award")):
        return None
    low, high = _range(text)
    if low is not None and low >= LONG:
        return Award.CERTIFICATE_LONG
    if high is not None and high <= LONG:
        return Award.CERTIFICATE_SHORT
    if units:
        return Award.CERTIFICATE_LONG if units >= LONG else Award.CERTIFICATE_SHORT
    return None


def degree(words):
    """ "A.S." or "A.S.-T" as we write it, "" for other awards. The inventory writes "A.S- T"."""
    found = re.match(r"A\.?\s?([AS])\.?\s?(-\s?T\b)?.*Degree", words, re.IGNORECASE)
    return f"A.{found[1].upper()}.{'-T' if found[2] else ''}" if found else ""


def credential(words):
    """Title of what a graduate holds, "" where the words do not name it."""
    if degree(words):
        return CREDENTIALS[degree(words)]
    return CERTIFICATE if words.casefold().startswith(CERTIFICATE.casefold()) else ""


def _range(text):
    """(fewest, fewer than) semester units that the words name; None where they do not."""
    low = re.search(r"(\d+)\s*\+?\s*s\b|:\s*(\d+)", text)
    high = re.search(r"(?:fewer|less) than\s*(\d+)|under\s*(\d+)", text)
    return tuple(found and int(next(filter(None, found.groups()))) for found in (low, high))
