"""The measures of equity, exact: counts in, rates, gaps and students needed out.

Plain arithmetic on whole numbers, without Django and without floats: every decision (equal, less,
rounded up to a whole student) is made on exact numbers. A group is counted by `n`, the students
who could reach the outcome, and `s`, those of them who reached it; a table is the groups of one
dimension at one place. A higher rate is taken to be the better one.
"""

from equity.measures.banded import Band, di_of_band
from equity.measures.index80 import IndexRow, index80
from equity.measures.ppg import GapRow, ppg
from equity.measures.profiles import DEFAULT_PROFILE, PROFILES, Profile, Reference
from equity.measures.propindex import ShareRow, propindex
from equity.measures.tables import Counts, may_lead

__all__ = [
    "DEFAULT_PROFILE",
    "PROFILES",
    "Band",
    "Counts",
    "GapRow",
    "IndexRow",
    "Profile",
    "Reference",
    "ShareRow",
    "di_of_band",
    "index80",
    "may_lead",
    "ppg",
    "propindex",
]
