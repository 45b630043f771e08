"""Which sequence of a program a reader sees: by the catalog year and the pace, as far as on file.

Plain rules over pairs (catalog year, pace). Catalog years sort in order as text.
"""

from programs.enums import Pace


def usual(pairs, *, coming):
    """The newest year not after `coming`, the coming academic year, and there full time.

    Where all are later it is the first of them; where a year has no full time, its other pace.
    """
    years = {year for year, _pace in pairs}
    begun = [year for year in years if year <= coming]
    year = max(begun) if begun else min(years)
    return min((pair for pair in pairs if pair[0] == year), key=_full_time_first)


def usual_of_each(sequences, *, coming):
    """{program (primary key): its usual one} of `Sequence`s of several programs."""
    by_program = {}
    for one in sequences:
        by_program.setdefault(one.program_id, {})[one.catalog_year, one.pace] = one
    return {
        program: by_pair[usual(by_pair, coming=coming)] for program, by_pair in by_program.items()
    }


def nearest(pairs, *, year=None, pace=None, coming):
    """The pair nearest to what is asked for: the year counts before the pace.

    A student follows the catalog of the year they started in; the pace they choose. What is None,
    or on file nowhere, is not asked for.
    """
    for wanted in (
        [pair for pair in pairs if pair == (year, pace)],
        [pair for pair in pairs if pair[0] == year],
        [pair for pair in pairs if pair[1] == pace],
    ):
        if wanted:
            return usual(wanted, coming=coming)
    return usual(pairs, coming=coming)


def _full_time_first(pair):
    return list(Pace).index(pair[1])
