"""Words and small parts that equity pages share."""

from django import template
from django.utils.translation import gettext as _

from equity.pages.published.rows import in_points
from pathways_portal.templatetags.portal import badge

register = template.Library()
register.filter("points", in_points)


@register.simple_tag
def synthetic_badge():
    """Made-up figures carry it on every page, chart and download."""
    return badge("sample", _("SYNTHETIC"))
