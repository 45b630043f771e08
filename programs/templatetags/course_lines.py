"""Lists of courses, line by line, and what a course asks for, in words.

In Python, not in templates, for the same reason as `program_lines`.
"""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from pathways_portal.templatetags.portal import badge
from programs.courses.sequence_address import in_sentence
from programs.courses.sequence_view import place_name
from programs.enums import Award, Pace, PrerequisiteKind, StepKind
from programs.templatetags.program_words import lang_mark, unit_count

register = template.Library()


@register.simple_tag
def step_lines(steps, marks_samples):
    """The courses of a term: number, title, units, what each comes after."""
    return _lines(_step_line(step, marks_samples) for step in steps)


def _step_line(step, marks_samples):
    units = unit_count(step) if step.units_max else ""  # where they are 0, the end of all says so
    facts = [escape(units), *map(_phrase, asked_together(step.asks))]
    return (
        f"<li>{_link(step.course)}"
        f'<span class="step-facts">{" · ".join(fact for fact in facts if fact)}</span>'
        f"{_badges(step, marks_samples)}</li>\n"
    )


def _badges(step, marks_samples):
    marks = []
    if step.is_work_based:
        marks.append(badge("info", _("Learning at work")))
    if marks_samples and step.course.is_sample:
        marks.append(badge("sample"))
    return f'<span class="step-marks">{" ".join(marks)}</span>' if marks else ""


def _link(course):
    return format_html(
        '<a href="{}"><span class="course-number">{}</span> <span{}>{}</span></a> ',
        course.get_absolute_url(),
        course.number,
        lang_mark(course, "title"),
        course.local_title,
    )


def asked_together(asks):
    """Groups of `Asks`: alternatives stand together, what is needed in any case by itself."""
    groups = {}
    for number, one in enumerate(asks):
        key = ("alone", number) if one.alternative is None else ("either", one.alternative)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _phrase(group):
    """ "after AUTO-099 or AUTO-098", with links; alternatives of two kinds are two phrases."""
    by_kind = {}
    for one in group:
        by_kind.setdefault(one.kind, []).append(_number(one.course))
    return _or([_KINDS[kind](_or(numbers)) for kind, numbers in by_kind.items()])


def _number(course):
    return format_html(
        '<a class="no-wrap" href="{}">{}</a>', course.get_absolute_url(), course.number
    )


def _or(parts):
    *first, last = parts
    if not first:
        return last
    return mark_safe(  # noqa: S308 - parts are escaped where they are made
        escape(_("%(first)s or %(last)s")) % {"first": _(", ").join(first), "last": last}
    )


def _words(sentence):
    return lambda courses: mark_safe(escape(sentence()) % {"courses": courses})  # noqa: S308


_KINDS = {
    PrerequisiteKind.BEFORE: _words(lambda: _("after %(courses)s")),
    PrerequisiteKind.WITH: _words(lambda: _("at the same time as %(courses)s")),
    PrerequisiteKind.ADVISED: _words(lambda: _("advised before: %(courses)s")),
}


@register.simple_tag
def asked_lines(asks):
    """What a course asks for, one line each; alternatives stand below "One of these"."""
    return _lines(_asked_line(group) for group in asked_together(asks))


def _asked_line(group):
    if len(group) == 1:
        return f"<li>{_named(group[0])}</li>\n"
    inner = "".join(f"<li>{_named(one)}</li>\n" for one in group)
    words = escape(_("One of these:"))
    return f'<li>{words}<ul class="lines-inner">\n{inner}</ul></li>\n'


def _named(one):
    kind = {
        PrerequisiteKind.BEFORE: _("before it"),
        PrerequisiteKind.WITH: _("at the same time"),
        PrerequisiteKind.ADVISED: _("advised, not needed"),
    }[one.kind]
    return f'{_link(one.course)}<span class="soft">{escape(kind)}</span>{_sample(one.course)}'


@register.simple_tag
def leads_lines(rows):
    """The courses that ask for this one, as `LeadsTo`s."""
    return _lines(_leads_line(one) for one in rows)


def _leads_line(one):
    kind = {
        PrerequisiteKind.BEFORE: _("this course first"),
        PrerequisiteKind.WITH: _("this course at the same time"),
        PrerequisiteKind.ADVISED: _("this course is advised, not needed"),
    }[one.kind]
    words = _("%(kind)s, or another one") % {"kind": kind} if one.or_another else kind
    return (
        f'<li>{_link(one.course)}<span class="soft">{escape(words)}</span>'
        f"{_sample(one.course)}</li>\n"
    )


@register.simple_tag
def counts_lines(course, places):
    """The programs that a course counts in, as `CountsIn`s: in which term, in which order."""
    return _lines(_counts_line(course, place) for place in places)


def _counts_line(course, place):
    marks = ""
    if course.is_sample or place.is_sample:
        marks = badge("sample")
    elif place.is_sample_order:
        marks = badge("sample", _("sample order of real courses"))
    return format_html(
        '<li><a href="{}"{}>{}</a> <span class="soft">{}</span> {}</li>\n',
        place.get_absolute_url(),
        lang_mark(place, "title"),
        place.local_title,
        " · ".join(_place_words(place)),
        marks,
    )


def _place_words(place):
    if place.award:
        yield str(Award(place.award).label)
    if place.kind == StepKind.PREREQUISITE:
        yield _("before the program")
    else:
        yield place_name(place.segment, place.place)
    if place.among:
        yield _("in a choice: %(needed)s of %(among)s courses") % {
            "needed": min(place.required, place.among),
            "among": place.among,
        }
    yield _("catalog year %(year)s") % {"year": place.catalog_year}
    if place.pace != Pace.FULL_TIME:
        yield in_sentence(place.pace)


@register.filter
def choice_words(choice):
    """How many of a choice are taken: "Choose 2 of these 4"."""
    numbers = {"needed": choice.needed, "among": choice.among}
    if choice.elsewhere:
        return _("Choose %(needed)s of %(among)s: these, and more in %(places)s") % {
            **numbers,
            "places": _(", ").join(choice.elsewhere),
        }
    if choice.needed == choice.among:
        return _("All of these")
    return _("Choose %(needed)s of these %(among)s") % numbers


def _sample(course):
    return f" {badge('sample')}" if course.is_sample else ""


def _lines(lines):
    return mark_safe("".join(lines))  # noqa: S308 - escaped, each where it is made
