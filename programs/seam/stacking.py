"""How far up a chain of awards stands each: a plain rule over pairs of programs."""


def depths(programs, pairs):
    """{program: how many of these programs lead to it in the longest chain}; 0 at a beginning.

    `pairs`: (from, to). A circle is entered at its lowest number, and goes round once.
    """
    before = {one: set() for one in programs}
    for start, end in pairs:
        if start in before and end in before:
            before[end].add(start)
    waiting, found = {one: set(several) for one, several in before.items()}, {}
    while waiting:
        ready = [one for one, several in waiting.items() if not several] or [min(waiting)]
        for one in ready:
            known = (1 + found[other] for other in before[one] if other in found)
            found[one] = max(known, default=0)
            del waiting[one]
        for several in waiting.values():
            several.difference_update(ready)
    return found
