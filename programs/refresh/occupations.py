"""Occupations on file, and the broader codes under which agencies publish some of them."""

import re
from collections import defaultdict

from programs.code_editions import EDITIONS, code_ids
from programs.enums import Scheme
from programs.models import Occupation
from programs.refresh.codes import add_codes

# Codes of the wage survey and the projections that the SOC does not have, with the occupations they
# hold together (Bureau of Labor Statistics, occupations that are published only jointly, since
# May 2021). Codes of broad occupations, which end in 0, need no list: they hold what begins alike.
JOINT_CODES = {
    "21-1018": ("21-1011", "21-1014"),
    "25-2052": ("25-2055", "25-2056"),
    "25-9045": ("25-9042", "25-9043", "25-9049"),
    "51-2028": ("51-2022", "51-2023"),
    "53-1047": ("53-1042", "53-1043", "53-1044", "53-1049"),
}


def occupation_ids():
    """{SOC code: primary key} of the occupations on file."""
    found = Occupation.objects.filter(
        code__code_set__scheme=Scheme.SOC, code__code_set__version=EDITIONS[Scheme.SOC]
    )
    return dict(found.values_list("code__code", "pk"))


class PricedAs:
    """Which occupations on file a published row speaks of: its own, or those it holds together."""

    def __init__(self):
        self.occupations = occupation_ids()
        self.parts = defaultdict(list)
        for code in self.occupations:
            self.parts[f"{code[:6]}0"].append(code)
        for joint, codes in JOINT_CODES.items():
            self.parts[joint] = [code for code in codes if code in self.occupations]

    def speaks_of_any(self, code):
        """Whether a row of this code may say anything about an occupation on file.

        What is no code at all is left to the row's form, which says so.
        """
        if not re.fullmatch(r"\d\d-\d{4}", code):
            return True
        return code in self.occupations or bool(self.parts.get(code))

    def figures(self, rows):
        """Yield (occupation code, row, broader code or "") for rows with "code" and "area".

        A row of a broader code counts for those of its occupations that have no row of their own in
        the same area.
        """
        own = {(row["area"], row["code"]) for row in rows}
        for row in rows:
            if row["code"] in self.occupations:
                yield row["code"], row, ""
                continue
            for part in self.parts[row["code"]]:
                if (row["area"], part) not in own:
                    yield part, row, row["code"]

    def broader_ids(self, rows, said, writer):
        """({broader code: primary key}, Tally of those that had to be made) for these rows."""
        titles = {
            row["code"]: (row["title"], None) for row in rows if row["code"] not in self.occupations
        }
        tally = add_codes(Scheme.SOC, titles, said, writer)
        return code_ids(Scheme.SOC), tally
