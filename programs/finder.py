"""What the finder page prints: facet lines, chips, sentences and links, worked out from the answer.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.cards import cards, label_title, label_url
from programs.enums import DocumentKind
from programs.filters import SORTS
from programs.finder_facets import Line, facet_group, key_and_label
from programs.search.answer import (
    BEST,
    DISTANCE,
    PAGE_SIZE,
    RADII,
    WITHIN,
    WORDS,
    usual_sort,
)
from programs.search.facets import FACETS


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


@dataclass(frozen=True)
class WayOut:
    """What an empty page offers: drop this, and so many programs are found."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Also:
    """Something else than a program that the words name."""

    title: str
    kind: str
    url: str


class FinderPage:
    """One state of the finder. Templates print its attributes."""

    def __init__(self, finder, *, page=1):
        self.finder = finder
        self.answer = finder.answer
        self.inputs = finder.inputs
        self.asked_page = page
        self.list_url = reverse("programs:list")

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        pairs = [("q", self.inputs["q"]), ("exact", "1" if self.answer.question.exact else "")]
        pairs += [
            (facet.name, key)
            for facet in FACETS
            for key in self.finder.chosen.get(facet.name, ())
            if (facet, key) not in self.answer.unknown
        ]
        pairs.append(("near", self.inputs["near"]))
        pairs.append((WITHIN, str(self.answer.question.within or "")))
        pairs.append(("sort", self.answer.question.sort or ""))
        return [(name, value) for name, value in pairs if value]

    def url(self, *, without=(), add=(), path=None):
        """The address of this state without some parameters (names or pairs), and with others."""
        pairs = [
            (name, value)
            for name, value in self._parameters
            if name not in without and (name, value) not in without
        ]
        query = urlencode([*pairs, *add])
        path = path or self.list_url
        return f"{path}?{query}" if query else path

    @cached_property
    def own_url(self):
        number = self.page.number
        return self.url(add=[("page", number)] if number > 1 else [])

    @cached_property
    def csv_url(self):
        return self.url(path=reverse("programs:csv"))

    @cached_property
    def state_query(self):
        """This state for the link to the other language, which stands outside the results."""
        return urlencode(self._parameters)

    # --- Results --------------------------------------------------------------------------------

    @property
    def total(self):
        return self.answer.total

    @cached_property
    def found(self):
        """ "11 programs", for the heading and for screen readers."""
        return ngettext("%(count)s program", "%(count)s programs", self.total) % {
            "count": f"{self.total:,}"
        }

    @cached_property
    def found_samples(self):
        """ "2 of them sample data"; empty where all is real."""
        samples = self.answer.samples
        if not samples:
            return ""
        return ngettext(
            "%(count)s of them sample data", "%(count)s of them sample data", samples
        ) % {"count": f"{samples:,}"}

    @cached_property
    def page(self):
        """The page of cards; a number beyond the last one gives the last one."""
        pages = Paginator(range(self.total), PAGE_SIZE).get_page(self.asked_page)
        pages.object_list = cards(self.answer, pages.number)
        return pages

    # --- Words ----------------------------------------------------------------------------------

    @property
    def respelled(self):
        """The words that were searched, when they were not the ones typed."""
        return self.answer.reading.shown if self.answer.reading.corrected else ""

    @cached_property
    def exact_url(self):
        """The words as they were typed: no respelling, no place among them."""
        if self.finder.place_among_words is None:
            return self.url(add=[("exact", "1")])
        typed = [("q", self.finder.sent["q"]), ("exact", "1")]
        return self.url(without=["q", "near"], add=typed)

    @property
    def place_in_words(self):
        """The place that stood among the words; empty if none did."""
        return self.finder.place_among_words.place if self.finder.place_among_words else ""

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        answer, said = self.answer, []
        if answer.without_words:
            said.append(
                _("No program matches every word. Left out: %(words)s.")
                % {"words": ", ".join(f"“{word}”" for word in answer.without_words)}
            )
        if answer.reading.left_out:
            said.append(
                ngettext(
                    "Only the first words were searched; %(count)s word was left out.",
                    "Only the first words were searched; %(count)s words were left out.",
                    answer.reading.left_out,
                )
                % {"count": answer.reading.left_out}
            )
        if self.inputs["q"] and not answer.reading.terms:
            said.append(
                _("“%(words)s” has no word to search for, so everything is shown.")
                % {"words": shorten(self.inputs["q"])}
            )
        for facet, key in answer.unknown[:3]:
            said.append(
                _("“%(value)s” is not a choice of “%(facet)s”; it was left out.")
                % {"value": shorten(key), "facet": facet.label}
            )
        for name in self.finder.unknown_names[:3]:
            said.append(
                _("There is no filter called “%(name)s”; it was left out.")
                % {"name": shorten(name)}
            )
        said += self._sentences_about_place()
        if self.inputs["sort"] and self.inputs["sort"] not in SORTS:
            said.append(
                _("The list cannot be sorted by “%(value)s”.")
                % {"value": shorten(self.inputs["sort"])}
            )
        elif self.inputs["sort"] == DISTANCE and answer.sort != DISTANCE:
            said.append(_("Sorting by distance needs a place: a ZIP code, a city or a school."))
        return said

    def _sentences_about_place(self):
        answer, place = self.answer, self.answer.place
        if self.inputs[WITHIN] and self.finder.radius is None:
            yield _("“%(value)s” is not a distance we offer; any distance is shown.") % {
                "value": shorten(self.inputs[WITHIN])
            }
        if place is None:
            if self.finder.radius is not None:
                yield _("A distance needs a place: a ZIP code, a city or a school.")
            return
        if place.point is None:
            if place.is_zip:
                yield _(
                    "ZIP code %(zip)s is in none of the region’s counties (%(counties)s), so "
                    "distances are not shown."
                ) % {"zip": place.name, "counties": ", ".join(self._counties)}
            else:
                yield _("We do not know a place called “%(place)s”; distances are not shown.") % {
                    "place": shorten(place.typed)
                }
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

    @property
    def _counties(self):
        return sorted(
            label_title(label)
            for label in self.answer.columns.labels.values()
            if label.kind == DocumentKind.COUNTY
        )

    @cached_property
    def places_meant(self):
        """Names spelled like the place that was typed, as (name, address)."""
        place = self.answer.place
        if place is None or (place.point and not place.guessed):
            return []
        return [
            (name, self.url(without=["near"], add=[("near", name)])) for name in place.suggested
        ]

    @cached_property
    def also(self):
        return [
            Also(label_title(label), DocumentKind(label.kind).label, label_url(label))
            for label in self.answer.also
        ]

    # --- Filters --------------------------------------------------------------------------------

    @cached_property
    def groups(self):
        return [group for facet in FACETS if (group := facet_group(self.answer, facet))]

    @cached_property
    def radii(self):
        """Distances as radio buttons: (value, label, count, is chosen)."""
        counts = self.answer.radius_counts
        if not counts:
            return []
        lines = [
            Line(str(miles), _("%(miles)s miles") % {"miles": miles}, counts[miles], False)
            for miles in RADII
        ]
        lines.append(Line("", _("Any distance"), counts[None], False))
        within = str(self.answer.question.within or "")
        return [Line(line.key, line.label, line.count, line.key == within) for line in lines]

    @cached_property
    def chips(self):
        chips = []
        for facet in FACETS:
            for value in self.answer.chosen.get(facet.name, ()):
                key, label = key_and_label(self.answer, facet, value)
                if key:
                    chips.append(Chip(label, self.url(without=[(facet.name, key)])))
        place = self.answer.place
        if place and place.point:
            if self.answer.question.within:
                label = _("Within %(miles)s miles of %(place)s") % {
                    "miles": self.answer.question.within,
                    "place": place.name,
                }
                chips.append(Chip(label, self.url(without=[WITHIN])))
            else:
                label = _("Near %(place)s") % {"place": place.name}
                chips.append(Chip(label, self.url(without=["near", WITHIN])))
        return chips

    @cached_property
    def clear_url(self):
        """Without any filter; the words stay."""
        return self.url(without=[*(facet.name for facet in FACETS), "near", WITHIN, "sort"])

    @cached_property
    def sorts(self):
        """[(value, label, is chosen)]. The order that comes by itself has no value, so it changes
        with what is asked. Without words, "best match" is the order by awards."""
        has_words, has_point = bool(self.answer.reading.terms), bool(self.answer.radius_counts)
        labels = dict(SORTS)
        if not has_words:
            labels[BEST] = _("most awards in its code first")
        if not has_point:
            del labels[DISTANCE]
        usual = usual_sort(has_words=has_words, has_point=has_point)
        return [
            ("" if value == usual else value, label, value == self.answer.sort)
            for value, label in labels.items()
        ]

    # --- Nothing found --------------------------------------------------------------------------

    @cached_property
    def ways_out(self):
        """Each filter that could be dropped, with what that would find, the most first."""
        ways = []
        for name, count in self.answer.if_dropped.items():
            if count:
                without = [WORDS, "exact"] if name == WORDS else [name]
                ways.append(WayOut(self._what(name), self.url(without=without), count))
        return sorted(ways, key=lambda way: -way.count)

    def _what(self, name):
        if name == WORDS:
            return _("the words “%(words)s”") % {"words": shorten(self.inputs["q"])}
        if name == WITHIN:
            return _("the distance of %(miles)s miles") % {"miles": self.answer.question.within}
        facet = next(facet for facet in FACETS if facet.name == name)
        labels = [key_and_label(self.answer, facet, value)[1] for value in self.answer.chosen[name]]
        return _("%(facet)s: %(values)s") % {"facet": facet.label, "values": ", ".join(labels)}


def shorten(text, longest=60):
    return text if len(text) <= longest else text[: longest - 1] + "…"
