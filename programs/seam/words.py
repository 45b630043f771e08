"""What the lines of a seam view say: the terms of an agreement, of a link, and when things are."""

from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pathways_portal.common.choices import words_of
from programs import agreements
from programs.enums import CERTIFICATES, AgreementState, Award, LinkBasis, Mechanism
from programs.templatetags.program_words import units_phrase
from programs.unit_words import plain, units_in_words

_HOW = {
    Mechanism.EXAM: gettext_lazy("by exam"),
    Mechanism.GRADE: gettext_lazy("by grade"),
    Mechanism.CCAP: gettext_lazy("dual enrollment"),
    Mechanism.DUAL: gettext_lazy("dual enrollment"),
    Mechanism.PRIOR: gettext_lazy("prior learning"),
}
# What an agreement that promises nothing for the year is instead.
_NOT_NOW = {
    AgreementState.DRAFT: gettext_lazy("draft: no credit yet"),
    AgreementState.IN_REVIEW: gettext_lazy("in review: no credit yet"),
    AgreementState.SIGNED: gettext_lazy("signed, not in force yet"),
    AgreementState.SUSPENDED: gettext_lazy("suspended"),
}


def units_of(received):
    """ "3 units" of receiving courses; empty where the units of any are not on file."""
    total = bare_units(received)
    return total and units_in_words(total)


def how(agreement):
    """How the credit is earned, in two words."""
    return str(_HOW[agreement.mechanism])


def grade(agreement):
    """ "grade B or better"; empty if not on file."""
    if not agreement.minimum_grade:
        return ""
    return _("grade %(grade)s") % {"grade": words_of(agreement, "minimum_grade")}


def claim_by(agreement, year):
    """ "claim by 30 Jun 2027"; empty if the last day is not on file."""
    _first, last = agreements.claim_window(agreement, year)
    if last is None:
        return ""
    return _("claim by %(day)s") % {"day": _day(last, get_language())}


# Most agreements of a college end on the same few days.
@lru_cache(maxsize=1_000)
def _day(day, _language):
    return date_format(day, "j M Y")


def state(agreement, year):
    """Empty where a student may count on it in that year; else what it is instead."""
    if agreements.offered_for(agreement, year):
        return ""
    if agreement.state in _NOT_NOW:
        return str(_NOT_NOW[agreement.state])
    if year < agreement.years_from:
        return _("from %(year)s on") % {"year": agreement.years_from}
    return _("ended with %(year)s") % {"year": agreements.last_year(agreement)}


def plate(agreement, received, year, lacking=()):
    """The lines that a line of the map bears, the most important first.

    `lacking`: courses that have to be taken too, and are none of the program's.
    """
    instead = state(agreement, year)
    if instead:
        return (instead,)
    first = " ".join(part for part in (units_of(received), how(agreement)) if part)
    lines = [first]
    if lacking:
        lines.append(also_needs(lacking))
    return (*lines, *filter(None, [grade(agreement), claim_by(agreement, year)]))


def conditions(agreement, lacking=()):
    """What credit asks of a student, in parts: "by exam", what has to be taken too, the grade."""
    needs = also_needs(lacking) if lacking else ""
    return [part for part in (how(agreement), needs, grade(agreement)) if part]


def bare_units(received):
    """The units as a number; empty where those of any course are not on file."""
    if not received or any(one.units is None for one in received):
        return ""
    return plain(sum(one.units for one in received))


def also_needs(courses):
    """ "also needs Welding 3": a course that the program drawn does not teach."""
    titles = _(", ").join(course.local_title for course in courses)
    return _("also needs %(courses)s") % {"courses": titles}


def terms(agreement, received, year, lacking=()):
    """All terms in one sentence's worth of parts, for text and tables."""
    return [
        units_of(received) or _("units not on file"),
        *([also_needs(lacking)] if lacking else []),
        *how_in_full(agreement, year),
    ]


def how_in_full(agreement, year):
    """How the credit is earned and claimed, in parts; of what cannot be counted on, only that."""
    instead = state(agreement, year)
    if instead:
        return [instead, words_of(agreement, "mechanism")]
    parts = [
        words_of(agreement, "mechanism"),
        grade(agreement),
        agreement.local_exam,
        claim_by(agreement, year),
    ]
    if agreement.while_enrolled:
        parts.append(_("only while enrolled at the college"))
    return [part for part in parts if part]


def link_plate(link):
    """What a line between two programs bears: its terms, else how it leads on."""
    counted = link.units is not None and ngettext(
        "%(n)s unit counts", "%(n)s units count", 1 if link.units == 1 else 2
    ) % {"n": plain(link.units)}
    return tuple(part for part in (link.local_terms or words_of(link, "kind"), counted) if part)


def link_terms(link):
    """The same for text and tables, and on what it rests."""
    kind = words_of(link, "kind")
    others = [part for part in link_plate(link) if part != kind]
    # Of a sample its mark says on what it rests.
    basis = [] if link.basis == LinkBasis.SAMPLE else [words_of(link, "basis")]
    return [kind, *others, *basis]


def award(program):
    """ "Certificate", "Associate degree"; empty if not on file. Of how many units says `size`."""
    if program.award in CERTIFICATES:
        return _("Certificate")
    return str(Award(program.award).label) if program.award else ""


def size(program):
    """ "150 hours", "5 units"; what is not on file says so by being left out."""
    if program.is_program_area:
        return _("ask the college")
    if program.units_min is not None:
        return units_phrase(program)
    if program.hours:
        return ngettext("%(n)s hour", "%(n)s hours", program.hours) % {"n": program.hours}
    return ""


def term(first, last):
    """ "Term 1", "Terms 1–2"."""
    if first == last:
        return _("Term %(n)s") % {"n": first}
    return _("Terms %(first)s–%(last)s") % {"first": first, "last": last}


def in_grade(place):
    """ "Grade 11"."""
    return _("Grade %(n)s") % {"n": place}


def numbers(courses):
    """ "BIOL 100, ENGL C1000" """
    return ", ".join(course.number for course in courses)


def several(steps):
    """Courses of one grade in one box: by title, "Welding 1 and 2 more", or the choice's name."""
    choice = steps[0].choice
    if choice and all(step.choice_id == choice.pk for step in steps):
        return _("%(n)s of %(all)s: %(title)s") % {
            "n": choice.required,
            "all": len(steps),
            "title": choice.local_title,
        }
    more = len(steps) - 1
    words = ngettext("%(title)s and %(n)s more", "%(title)s and %(n)s more", more)
    return words % {"title": steps[0].course.local_title, "n": more}


def at_work():
    """What is said of a course that is an internship, a clinic, work experience."""
    return _("learning at work")


def part_of_award():
    """What is said at a course that the award to the right asks for."""
    return _("part of the award")


def before_award():
    """What is said of credit for a course that is taken before the program to the right."""
    return _("asked for before the program")


def units_to_take(steps):
    """ "13 units" of all courses of these steps; empty if any is not on file, or one may choose."""
    courses = [step.course for step in steps]
    if any(step.choice_id or step.course.units_min is None for step in steps):
        return ""
    least, most = (
        sum(getattr(one, name) for one in courses) for name in ("units_min", "units_max")
    )
    return units_in_words(least if least == most else f"{plain(least)}–{plain(most)}")


def not_in_award(award):
    """What a box says of a course that the award's order of courses does not name."""
    return _("not among the courses of %(award)s on file") % {"award": award.local_title}


def counts_in(award):
    """What credit that the award asks for says of it."""
    return _("counts in %(award)s") % {"award": award.local_title}
