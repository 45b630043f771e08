"""Work-based learning on pages of programs and pathways, stage by stage."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.templatetags.portal import badge, not_on_file
from programs.templatetags.program_words import lang_mark
from wbl.coverage import coverage_of, coverage_of_pathway

register = template.Library()


@register.simple_tag
def activity_words(activity):
    """What a program does: "Job shadow, 8 hours, with Bay Clinic"; sample data is labeled.

    In Python, not in a template: the page of a program prints several and has little time.
    """
    if activity.kind:
        name = activity.kind.local_name
        kind = format_html("<span{}>{}</span>", lang_mark(activity.kind, "name"), name)
    else:
        kind = not_on_file(_("kind of activity not named"))
    more = []
    if activity.hours:
        hours = ngettext("%(n)s hour", "%(n)s hours", activity.hours)
        more.append(hours % {"n": activity.hours})
    if activity.partner and activity.partner.is_public:
        more.append(_("with %(name)s") % {"name": activity.partner.name})
    return format_html(
        "{}{}{}",
        kind,
        format_html(', <span class="soft">{}</span>', _(", ").join(more)) if more else "",
        format_html(" {}", badge("sample")) if activity.is_sample else "",
    )


@register.inclusion_tag("wbl/_of_program.html")
def wbl_of_program(program):
    """A panel: what the program does at each stage in the newest year on file, with whom."""
    return {"program": program, "coverage": coverage_of(program)}


@register.inclusion_tag("wbl/_of_pathway.html")
def wbl_of_pathway(pathway, level=2, roster=None):
    """A panel: what the programs of a pathway do at each stage, and how many of them."""
    stages = coverage_of_pathway(pathway, roster)
    return {
        "pathway": pathway,
        "level": level,
        "stages": stages,
        "has_samples": any(kind.samples for here in stages for kind in here.activities),
    }
