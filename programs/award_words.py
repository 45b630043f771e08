"""Awards in the words of the state's program inventory, grouped as the finder asks for them.

The wording changed over the years: "Certificate of Achievement: 18  or greater semester(or 27  or
greater quarter) units" is the old way, "… requiring 16S/24Q to fewer than 30S/45Q units" the new.
Coordinators' lists write the same awards in short: "AS", "Cert of Ach", "CA".
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
NONCREDIT = "Noncredit program"
# What people write in short, letters only; any dots and blanks may stand between.
_IN_SHORT = {
    **dict.fromkeys(
        ["ca", "coa", "certofach", "certofachievement", "certificateofach"], CERTIFICATE
    ),
    "cert": "Certificate",
    **dict.fromkeys(["nc", "noncredit", "noncreditprogram"], NONCREDIT),
    "noncreditcertificate": "Noncredit certificate",
    "associateofarts": "A.A. Degree",
    "associateinarts": "A.A. Degree",
    "associateofscience": "A.S. Degree",
    "associateinscience": "A.S. Degree",
    "associateinartsfortransfer": "A.A.-T Degree",
    "associateinsciencefortransfer": "A.S.-T Degree",
}


def spelled_out(words):
    """The inventory's words for an award that a list gives in short: "Cert of Ach", "AS", "A.A.-T".

    Other words stay as they are, with single blanks.
    """
    letters = re.sub(r"[^a-z]", "", words.casefold()).removesuffix("degree")
    if letters in _IN_SHORT:
        return _IN_SHORT[letters]
    if re.fullmatch(r"a[as]t?", letters):
        return f"A.{letters[1].upper()}.{'-T' if letters.endswith('t') else ''} Degree"
    return re.sub(r"\s+", " ", words).strip()


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
