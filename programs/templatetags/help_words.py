"""Skills and supports on the page of a program."""

from django import template

from programs.enums import SkillGroup
from programs.help.of_program import skills_of, supports_for

register = template.Library()


@register.inclusion_tag("programs/_skills_of_program.html")
def skills_of_program(program):
    """A panel: the employability skills that the program teaches, by group."""
    rows = skills_of(program.pk)
    groups = [(one, [row for row in rows if row.skill.group == one]) for one in SkillGroup]
    others = [row for row in rows if not row.skill.group]
    return {"rows": rows, "groups": [pair for pair in groups if pair[1]], "others": others}


@register.inclusion_tag("programs/_supports_of_program.html")
def supports_of_program(program):
    """A panel: help that comes with the program, and help at the organization that offers it."""
    rows = supports_for(program)
    return {
        "program": program,
        "rows": rows,
        "with_program": [row for row in rows if row.with_program],
        "there": [row for row in rows if not row.with_program],
    }
