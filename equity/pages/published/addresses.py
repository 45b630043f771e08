"""Addresses of one table, as pages link to it and as actions and goals say what they are about."""

from urllib.parse import urlencode

from django.urls import reverse

# How the names of all tables begin, and behind which word a group stands in them.
EQUITY, GROUP = "/equity/?", "group-"
# What a form of goals takes of a label.
LONGEST_LABEL = 200


def _query(place, metric=None, *, pathway=None, segment="", by=""):
    found = {
        "place": place.key,
        "pathway": pathway and pathway.slug,
        "metric": metric and metric.code,
        "segment": segment,
        "by": by,
    }
    return urlencode({name: value for name, value in found.items() if value})


def table_url(place, metric, *, pathway=None, segment="", by=""):
    """The overview of a `Place`'s table, in the language at hand."""
    query = _query(place, metric, pathway=pathway, segment=segment, by=by)
    return f"{reverse('equity:overview')}?{query}"


def about_table(place, metric, *, pathway=None, by="", segment=""):
    """What an action or a goal names: the table's path, never in one language.

    `segment`: that of a place with this measure in several, "" for the one that comes unasked, as
    in every address. It stands last: a name without it begins those with it.
    """
    end = f"&{urlencode({'segment': segment})}" if segment else ""
    return EQUITY + _query(place, metric, pathway=pathway, by=by) + end


def gap_ends(group, cohort="", segment=""):
    """What stands behind `about_table` where one group's gap is meant: (its cohort, its group).

    The segment stands first, so that the gap's name begins with that of its table.
    """
    query = urlencode({k: v for k, v in (("segment", segment), ("cohort", cohort)) if v})
    return f"&{query}" if query else "", f"#{GROUP}{group.code}"


def about_place(place, pathway=None):
    """How everything begins that is about a table of this place (and pathway), and of no other."""
    return f"{EQUITY}{_query(place, pathway=pathway)}&"


def form_url(name, about, label):
    """A form of goals about a table, filled in as far as it can be: `partners:action_new`."""
    query = urlencode({"about": about, "label": label[:LONGEST_LABEL]})
    return f"{reverse(name)}?{query}"
