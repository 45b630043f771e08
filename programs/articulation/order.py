"""In which order agreements are listed, and how the database gets there soonest."""

import json

from django.db.models import F
from django.db.models.functions import Collate

from programs.models import AgreementFinding

NAME, ENDS, NEWEST = "name", "ends", "newest"
# A web name made here begins with what is taken; a loaded table may have given others.
ORDERS = {
    NAME: ["slug"],
    ENDS: [F("years_through").asc(nulls_last=True), "slug"],
    NEWEST: ["-years_from", "slug"],
}
# No index has this order, so that what is found is read first and sorted then.
_NAME_SORTED = [Collate("slug", "C")]
# Up to how many rows, as the database guesses, are read and sorted to find the first ones. Of more
# the first stand close together in the order of the index.
MOST_SORTED = 250_000


def in_order(found, sort):
    """A queryset of agreements or `AgreementFinding`s in an order; of the latter, one query more.

    The planner takes it that what is found is spread evenly over the index of names. It is not:
    what is called “Principles of …” stands together, and before it half a million others.
    """
    if sort == NAME and found.model is AgreementFinding and guessed(found) <= MOST_SORTED:
        return found.order_by(*_NAME_SORTED)
    return found.order_by(*ORDERS[sort])


def guessed(found):
    """How many rows the database expects, from its statistics: nothing is read."""
    return json.loads(found.explain(format="json"))[0]["Plan"]["Plan Rows"]
