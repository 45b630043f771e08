"""Words of the field in a page, linked to the glossary."""

from django import template
from django.utils.html import format_html

from partners.models import Term

register = template.Library()

KEPT_ON_REQUEST = "_glossary_terms"


def published_terms(request):
    """{slug: Term} of the whole glossary, read at most once for a request."""
    terms = getattr(request, KEPT_ON_REQUEST, None)
    if terms is None:
        terms = {
            term.slug: term for term in Term.objects.published().only("slug", "term", "term_es")
        }
        if request is not None:
            setattr(request, KEPT_ON_REQUEST, terms)
    return terms


@register.simple_tag(takes_context=True)
def term(context, slug, words=None):
    """Link to the glossary: `{% term "cip-code" "CIP" %}`; plain words for an unknown term."""
    found = published_terms(context.get("request")).get(slug)
    if found is None:
        return words or slug
    return format_html(
        '<a class="term" href="{}">{}</a>', found.get_absolute_url(), words or found.local_term
    )
