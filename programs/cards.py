"""What the finder shows of things: result cards, and the titles and pages of other documents."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from programs import card_words
from programs.enums import DocumentKind, JobFlag
from programs.labor.market import local_figures
from programs.models import Program, SearchDocument
from programs.search.answer import PAGE_SIZE
from programs.search.facets import FACETS

ON_A_CARD = """
    title title_es slug segment award award_text is_program_area units_min units_max hours
    availability is_sample source as_of verified_on status review_every organization__name
""".split()  # noqa: SIM905 - reads better than twenty quoted names

OF_THE_DOCUMENT = """
    object_id city county occupations job_flags awards awards_year awards_shared
""".split()  # noqa: SIM905 - as above


def label_title(label):
    """A document's title in the reader's language; English where no Spanish is on file."""
    return label.title_in(get_language())


def label_url(label):
    """The page of a document; the finder filtered to it, where it has none."""
    if label.page:
        return reverse(label.page, args=[label.key])
    facet = next(facet for facet in FACETS if facet.kind == label.kind)
    return f"{reverse('programs:list')}?{urlencode({facet.name: label.key})}"


def cards(answer, number):
    """The programs of one page in order, with what a card prints. Five queries.

    A program that is public no more is left out, even where its document does not know it yet.

    Adds to each program: `address`, `miles`, `city`, `awards_given`, `awards_year`,
    `awards_shared`, `leads_to` (title of the first occupation), `leads_to_more` (how many others),
    `job` (its `Local` where the program is, or None), `job_flags`, and in words
    (`programs.card_words`) `facts`, `offered`, `stated` and `checked`.
    """
    ids = answer.page(number)
    found = (
        Program.objects.open_to_students()
        .filter(pk__in=ids)
        .select_related("organization")
        .only(*ON_A_CARD)
        .in_bulk()
    )
    documents = {
        row["object_id"]: row
        for row in SearchDocument.objects.filter(
            kind=DocumentKind.PROGRAM, object_id__in=ids
        ).values(*OF_THE_DOCUMENT, *(facet.column for facet in card_words.OFFERED))
    }
    first = (number - 1) * PAGE_SIZE
    miles = answer.miles(first, first + PAGE_SIZE)
    labels = answer.columns.labels
    jobs = local_figures(
        (document["occupations"][0], document["county"])
        for document in documents.values()
        if document["occupations"]
    )
    programs = [found[pk] for pk in ids if pk in found and pk in documents]
    for program in programs:
        document = documents[program.pk]
        program.miles = miles.get(program.pk)
        program.city = document["city"]
        program.awards_given = document["awards"]
        program.awards_year = document["awards_year"]
        program.awards_shared = document["awards_shared"]
        program.offered = card_words.offered(document, answer.chosen)
        program.address = program.get_absolute_url()
        occupations = [
            label
            for pk in document["occupations"]
            if (label := labels.get((DocumentKind.OCCUPATION, pk)))
        ]
        program.job_flags = [JobFlag(flag) for flag in document["job_flags"]]
        program.job = jobs.get((next(iter(document["occupations"]), None), document["county"]))
        program.leads_to = label_title(occupations[0]) if occupations else ""
        program.leads_to_more = len(occupations) - 1
        program.facts = card_words.facts(program)
        program.stated = card_words.stated(program)
        program.checked = card_words.checked(program)
    return programs
