"""A question about agreements in, an answer out: which ones, in which order, and counts.

    answer = ask(BoundedQuestion(text="welding", chosen={"mechanism": ("exam",)}), today=today)
    answer.rows, answer.is_more, answer.counts["mechanism"]

Words and sectors are asked of `AgreementFinding`, a narrow table.
"""

from collections import Counter

from django.db.models import Q

from partners.models import Organization
from programs import agreements
from programs.articulation.facets import (
    BY_NAME,
    MECHANISM,
    MECHANISMS,
    PHASES,
    RECEIVING,
    SECTOR,
    SENDING,
    STATE,
    YEAR,
    years,
)
from programs.articulation.order import NAME, ORDERS, in_order
from programs.articulation.phases import phase_of
from programs.articulation.words import Words
from programs.bounded_answer import MOST_CHOICES, Asking
from programs.models import AgreementFinding, ArticulationAgreement, Sector
from programs.search.answer import WORDS
from programs.sector_pages import by_shown_name

MOST = 1_000
_READ = ["pk", "sending_id", "receiving_id", "mechanism", "state"]
_READ += ["years_from", "years_through", "ended_on"]


def ask(question, *, today):
    """Answer a question. At most three queries for each filter, and ten more."""
    return _Asking(question, today).answer()


class _Asking(Asking):
    by_name, first_sort = BY_NAME, NAME

    def __init__(self, question, today):
        super().__init__(question, today)
        self.words = Words(question.text)
        self.sectors = by_shown_name(Sector.objects.all())
        self.organizations = _named(question.chosen)
        self.chosen, self.unknown = self.known(
            {
                SECTOR: {sector.slug for sector in self.sectors},
                SENDING: self.organizations,
                RECEIVING: self.organizations,
                MECHANISM: MECHANISMS,
                STATE: PHASES,
                YEAR: years(today),
            }
        )

    # --- What is asked --------------------------------------------------------------------------

    def _values(self, name):
        """The chosen keys as the database knows them."""
        keys = self.chosen[name]
        if name == SECTOR:
            return [sector.pk for sector in self.sectors if sector.slug in keys]
        if name == SENDING:
            own = [self.organizations[key] for key in keys]
            return [pk for one in own for pk in (one.pk, one.parent_id) if pk]
        if name == RECEIVING:
            return [self.organizations[key].pk for key in keys]
        return keys

    def _found(self, without=None):
        """What is asked for, unordered; `without` leaves out one filter."""
        names = [name for name in self.chosen if name != without]
        words = None if without == WORDS else self.words.condition
        if words is None and SECTOR not in names:
            found = ArticulationAgreement.objects.open()
        else:
            found = AgreementFinding.objects.filter(words or Q())
        for name in names:
            values = self._values(name)
            found = found.filter(BY_NAME[name].narrow(values, self.today))
            if found.model is AgreementFinding and name in (SENDING, RECEIVING):
                found = found.filter(sides__overlap=values)  # in the index of words, too
        return found

    def narrowed(self):
        """The agreements asked for, in order, as a queryset."""
        found = ArticulationAgreement.objects.filter(pk__in=self._found().values("pk"))
        return found.order_by(*ORDERS[self.sort])

    def rows_of(self, without=None):
        """(rows of a set, whether there are more).

        The first in order; of a set without a filter any, for only what they share is told.
        """
        found = self._found(without)
        found = found.order_by("pk") if without else in_order(found, self.sort)
        rows = list(found.values_list(*_READ, named=True)[: MOST + 1])
        return rows[:MOST], len(rows) > MOST

    # --- Counts and choices ---------------------------------------------------------------------

    def facet(self, name, rows, is_more):
        """(choices, counts, whether only some choices are listed) of a facet in a set."""
        if name in (SENDING, RECEIVING):
            return self._organizations_of(name, rows, is_more)
        choices = {
            SECTOR: {sector.slug: sector.local_name for sector in self.sectors},
            MECHANISM: MECHANISMS,
            STATE: PHASES,
            YEAR: {year: year for year in years(self.today)},
        }[name]
        return choices, None if is_more else self._count(name, rows), False

    def _count(self, name, rows):
        if name == SECTOR:
            slugs = {sector.pk: sector.slug for sector in self.sectors}
            these = AgreementFinding.objects.filter(pk__in=[row.pk for row in rows])
            several = these.values_list("sectors", flat=True)
            return Counter(slugs[pk] for own in several for pk in own)
        if name == MECHANISM:
            return Counter(row.mechanism for row in rows)
        if name == STATE:
            return Counter(phase_of(row, self.today).value for row in rows)
        return Counter(
            year for row in rows for year in years(self.today) if agreements.covers(row, year)
        )

    def _organizations_of(self, name, rows, is_more):
        """Those chosen, then those with the most agreements in the rows that were read.

        To list all that have any would be to go through all agreements.
        """
        own = Counter(getattr(row, f"{name}_id") for row in rows)
        picked = [self.organizations[key] for key in self.chosen.get(name, ())]
        most = [pk for pk, _n in own.most_common(MOST_CHOICES)]
        others = Organization.objects.filter(pk__in=most).by_name()
        listed = list(dict.fromkeys([*picked, *others]))
        counts = Counter()
        for one in listed:
            counts[one.slug] = own[one.pk]
            if name == SENDING and one.parent_id:
                counts[one.slug] += own[one.parent_id]
        choices = {one.slug: one.name for one in listed}
        return choices, None if is_more else counts, is_more or len(own) > MOST_CHOICES


def _named(chosen):
    """{web name: organization} of the public organizations that an address names. One query."""
    names = [*chosen.get(SENDING, ()), *chosen.get(RECEIVING, ())]
    if not names:
        return {}
    return {one.slug: one for one in Organization.objects.open().filter(slug__in=names)}
