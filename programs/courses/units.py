"""How many units courses come to: ranges of semester units, choices among them too.

Plain rules. A range is (fewest, most); None is not on file, and so is every sum with it.
"""


def total(ranges):
    """The sum of ranges; None if one of them is not on file."""
    ranges = list(ranges)
    if None in ranges:
        return None
    return sum(fewest for fewest, _most in ranges), sum(most for _fewest, most in ranges)


def of_choice(ranges, *, needed, elsewhere=0):
    """The units that a choice comes to in one term, whose courses have these ranges.

    `needed` courses are chosen, of these and of `elsewhere` more that stand in other terms: here
    at least those are taken that the other terms cannot give. More than there are cannot be needed.
    """
    if None in ranges:
        return None
    needed = min(needed, len(ranges) + elsewhere)
    fewest = sorted(fewest for fewest, _most in ranges)[: max(0, needed - elsewhere)]
    most = sorted((most for _fewest, most in ranges), reverse=True)[:needed]
    return sum(fewest), sum(most)
