"""How many awards stand behind a program: one rule for its card, its page and its place in order.

The state counts awards by organization and program code, so a program is given those of all its TOP
codes together, over all levels.
"""

from collections import Counter, defaultdict

from programs.enums import AwardLevel, Scheme
from programs.models import AwardCount


def award_rows(organizations, codes):
    """The counts on file of these organizations in these codes, as a queryset."""
    return AwardCount.objects.filter(
        organization__in=organizations, code__in=codes, level=AwardLevel.ALL
    )


def top_codes(codes):
    """Those of a program's codes that awards are counted by, in their order."""
    return sorted(
        (code for code in codes if code.code_set.scheme == Scheme.TOP), key=lambda code: code.code
    )


def awards_by_program(codes_by_program):
    """{program: {academic year: awards}} for {(organization, program): codes}. One query.

    Programs are primary keys, as are organizations. Years that are not on file are missing; a year
    that is on file for some of the codes only is their sum.
    """
    tops = {key: [code.pk for code in top_codes(codes)] for key, codes in codes_by_program.items()}
    on_file = defaultdict(dict)
    for organization, code, year, count in award_rows(
        {organization for organization, _program in tops},
        {code for codes in tops.values() for code in codes},
    ).values_list("organization", "code", "academic_year", "count"):
        on_file[organization, code][year] = count
    found = {}
    for (organization, program), codes in tops.items():
        total = found[program] = Counter()
        for code in codes:
            total.update(on_file.get((organization, code), {}))
    return found
