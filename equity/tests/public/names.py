"""The names of the made-up site, and what a page says it is about."""

import re

from equity.tests.public import site
from equity.tests.public.claims import Key

METRICS = {f"Step {number}": f"step_{number}" for number in site.KINDS}
PLACES = {site.REGION_NAME, *(f"College {number}" for number in range(1, site.PLACES + 1))}
PATHWAYS = {f"Pathway {number}" for number in range(1, site.PATHWAYS + 1)}
GROUPS = {"All students": "all"} | {
    f"Group {number}": f"g{number}" for number in range(1, site.GROUPS + 1)
}
UNKNOWN = f"Group {site.UNKNOWN}"
# What one reaches, in the words of every measure of the site.
VERB = "reach it"
_PEOPLE = {name.lower(): code for name, code in GROUPS.items()} | {
    people: f"g{number}" for number, people in site.PEOPLE.items()
}
_COHORT = re.compile(r"(\d{4}-\d\d)(?: to (\d{4}-\d\d))?(?:, not complete)?")
YEARS = r"\d{4}-\d\d(?: to \d{4}-\d\d)?"


def cohort_of(words):
    """ "2021-22 to 2023-24" as files write it, "" where it is no cohort."""
    found = _COHORT.fullmatch(words.strip())
    if not found:
        return ""
    return f"{found[1]}-to-{found[2]}" if found[2] else found[1]


def group_of(words):
    """The group that is meant by a label or, in a sentence, by people."""
    words = words.removesuffix(" small group, wide margin").strip()
    found = words.lower().removeprefix("students in the group ")
    return GROUPS[words] if words in GROUPS else _PEOPLE[found]


def about(words, group="all", **known):
    """The Key that a line such as "Step 1 · By ethnicity · College 1 · 2021-22" names."""
    parts = [part.strip() for part in words.split("·")]
    found = {
        "place": next((part for part in parts if part in PLACES), ""),
        "pathway": next((part for part in parts if part in PATHWAYS), "all"),
        "metric": next((METRICS[part] for part in parts if part in METRICS), ""),
        "cohort": next(filter(None, map(cohort_of, parts)), ""),
    }
    return Key(**(found | known), group=group)
