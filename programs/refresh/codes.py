"""Codes that official files bring."""

from programs.code_editions import EDITIONS, code_ids
from programs.enums import Scheme
from programs.models import Code, CodeSet

NO_MATCH = {Scheme.CIP: "99.9999", Scheme.SOC: "99-9999"}
LONGEST_TITLE = Code._meta.get_field("title").max_length


def add_codes(scheme, titles, said, writer):
    """Make codes that are not on file: {code: title}, or (title, is_cte). Returns a Tally.

    Titles of codes on file stay: that of the code system's own publisher is the better one.
    """
    known = code_ids(scheme)
    edition, _made = CodeSet.objects.get_or_create(
        scheme=scheme,
        version=EDITIONS[scheme],
        defaults={"name": f"{Scheme(scheme).label} {EDITIONS[scheme]}", **said},
    )
    rows = [
        {
            "code_set_id": edition.pk,
            "code": code,
            "title": title[:LONGEST_TITLE],
            "is_cte": is_cte,
            "is_match": code != NO_MATCH.get(scheme),
            **said,
        }
        for code, (title, is_cte) in titles.items()
        if code not in known
    ]
    return writer.write(f"{scheme} codes", Code, ("code_set_id", "code"), rows)
