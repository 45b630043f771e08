"""Words of the field in a page, linked to the glossary."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html

from partners.models import Term
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.written_once import written_once

register = template.Library()

KEPT_ON_REQUEST = "_glossary_terms"


@dataclass(frozen=True)
class LinkedTerm:
    """What of a `Term` a link needs."""

    slug: str
    term: str
    term_es: str

    local_term = Local("term")


@written_once
def _terms():
    return Term.objects.published().values_list("slug", "term", "term_es")


def published_terms(request):
    """{slug: what `LinkedTerm` is made of}, the whole glossary, read at most once for a request."""
    terms = getattr(request, KEPT_ON_REQUEST, None)
    if terms is None:
        terms = {row[0]: row for row in _terms()}
        if request is not None:
            setattr(request, KEPT_ON_REQUEST, terms)
    return terms


@register.simple_tag(takes_context=True)
def term(context, slug, words=None):
    """Link to the glossary: `{% term "cip-code" "CIP" %}`; plain words for an unknown term."""
    row = published_terms(context.get("request")).get(slug)
    if row is None:
        return words or slug
    found = LinkedTerm(*row)
    return format_html(
        '<a class="term" href="{}">{}</a>',
        page_of("partners:term", slug),
        words or found.local_term,
    )
