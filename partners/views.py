"""The glossary: words of the field in English and Spanish, side by side."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.models import Term

LONGEST_SEARCH = 100


@require_safe
@login_not_required
def glossary(request):
    """All terms by letter, or those that hold the searched words, in either language."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    terms = list(matching(Term.objects.published(), words).order_by(Lower("term"), "pk"))
    context = {"words": words, "letters": by_letter(terms), "count": len(terms)}
    return TemplateResponse(request, "partners/glossary.html", context)


def matching(terms, words):
    """Terms in which every word is found: name, other names or definition, accents aside."""
    if not words:
        return terms
    terms = terms.annotate(
        other_names=Func(
            F("also_called"), Value(" "), function="array_to_string", output_field=TextField()
        )
    )
    for word in words.split():
        terms = terms.filter(
            Q(term__unaccent__icontains=word)
            | Q(term_es__unaccent__icontains=word)
            | Q(other_names__unaccent__icontains=word)
            | Q(definition__unaccent__icontains=word)
            | Q(definition_es__unaccent__icontains=word)
        )
    return terms


def by_letter(terms):
    """[(letter, its terms)]; what does not start with a letter stands under "#"."""
    letters = {}
    for one in terms:
        first = one.term[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(one)
    return list(letters.items())


@require_safe
@login_not_required
def term(request, slug):
    """One term in both languages; a term that is not published is not found."""
    found = get_object_or_404(Term.objects.published(), slug=slug)
    return TemplateResponse(request, "partners/term.html", {"term": found})
