"""What the finder says of a place, and its whole state in words for paper."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.address_words import shorten
from programs.enums import DocumentKind
from programs.finder_facets import key_and_label
from programs.labels import label_title
from programs.search.answer import WITHIN
from programs.search.facets import FACETS


def place_not_used(finder, answer):
    """Sentences about a place or a distance that was not understood: it changes nothing."""
    place = answer.place
    if finder.inputs[WITHIN] and finder.radius is None:
        yield _("“%(value)s” is not a distance we offer; any distance is shown.") % {
            "value": shorten(finder.inputs[WITHIN])
        }
    if place is None:
        if finder.radius is not None:
            yield _("A distance needs a place: a ZIP code, a city or a school.")
        return
    if place.point is None:
        if place.is_zip:
            counties = sorted(
                label_title(label)
                for label in answer.columns.labels.values()
                if label.kind == DocumentKind.COUNTY
            )
            yield _(
                "ZIP code %(zip)s is in none of the region’s counties (%(counties)s), so "
                "distances are not shown."
            ) % {"zip": place.name, "counties": ", ".join(counties)}
        else:
            yield _("We do not know a place called “%(place)s”; distances are not shown.") % {
                "place": shorten(place.typed)
            }


def about_place(finder, answer):
    """Sentences about a place or a distance that was understood differently, or not at all."""
    yield from place_not_used(finder, answer)
    place = answer.place
    if place is None or place.point is None:
        return
    if place.guessed:
        yield _("Distances are measured from %(place)s. You typed “%(typed)s”.") % {
            "place": place.name,
            "typed": shorten(place.typed),
        }
    if answer.no_point:
        yield ngettext(
            "%(count)s more program has no address on file; its distance is not known.",
            "%(count)s more programs have no address on file; their distance is not known.",
            answer.no_point,
        ) % {"count": answer.no_point}


def near(answer):
    """The place in the words of a chip; empty where distances are not measured."""
    place = answer.place
    if not (place and place.point):
        return ""
    if answer.question.within:
        return _("Within %(miles)s miles of %(place)s") % {
            "miles": answer.question.within,
            "place": place.name,
        }
    return _("Near %(place)s") % {"place": place.name}


def state(page):
    """What was asked and found, as (label, words): the head of the printed page."""
    answer, said = page.answer, []
    if page.inputs["q"]:
        words = _("“%(words)s”") % {"words": shorten(page.inputs["q"], 200)}
        if page.respelled:
            words = _("“%(words)s”, searched as “%(respelled)s”") % {
                "words": shorten(page.inputs["q"], 200),
                "respelled": page.respelled,
            }
        said.append((_("Words searched"), words))
    for facet in FACETS:
        labels = [
            label
            for value in answer.chosen.get(facet.name, ())
            if (label := key_and_label(answer, facet, value)[1])
        ]
        if labels:
            said.append((facet.label, _(", ").join(labels)))
    if where := near(answer):
        said.append((_("Place"), where))
    if not said:
        said.append((_("Asked for"), _("all programs")))
    order = next((label for _value, label, is_chosen in page.sorts if is_chosen), "")
    said.append((_("Order"), order))
    return [*said, (_("Found"), _found(page)), (_("Address"), page.whole_url)]


def _found(page):
    """How many, which of them stand on this page, and as of when."""
    parts = [part for part in (page.found, page.found_samples) if part]
    if page.page.has_other_pages():
        parts.append(
            _("%(first)s to %(last)s on this page")
            % {"first": page.page.start_index(), "last": page.page.end_index()}
        )
    day = date_format(timezone.localdate(), "j M Y")
    parts.append(_("counted on %(day)s") % {"day": day})
    return _(", ").join(parts)
