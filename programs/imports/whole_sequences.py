"""One sequence of a list, all its lines together: judged, compared with what is on file, made."""

from collections import Counter, defaultdict
from itertools import accumulate

from django.utils.translation import gettext as _

from pathways_portal.common.row_import import Outcome
from programs import course_order
from programs.imports.comparing import end, end_on_file
from programs.models import ChoiceGroup, Sequence, SequenceStep


def gathered(rows):
    """Lists of rows, one for each sequence of the file.

    A row that does not say which program it is about may be of the sequence before it or of the one
    after it, so it stands with both; one that does not say its year or pace, with all of its
    program. Otherwise a sequence would be made without it.
    """
    groups, loose = defaultdict(list), []
    abouts = [_about(row) for row in rows]
    before = list(accumulate(abouts, _newest))
    after = list(accumulate(reversed(abouts), _newest))[::-1]
    for at, (row, about) in enumerate(zip(rows, abouts, strict=True)):
        if says_its_sequence(row):
            groups[about].append(row)
        elif row.outcome != Outcome.SKIPPED:
            loose.append((row, [about] if about else [before[at], after[at]]))
    for row, near in loose:
        for other, several in groups.items():
            if any(_may_be(one, other) for one in near if one):
                several.append(row)
    return [sorted(several, key=lambda row: row.line) for several in groups.values()]


def _newest(last, about):
    return about or last


def says_its_sequence(row):
    """Whether a row names its program, year and pace."""
    about = _about(row)
    return about is not None and None not in about


def _may_be(about, sequence):
    """Whether what a row says, with None for what it does not, may be of a sequence."""
    return all(one in (None, other) for one, other in zip(about, sequence, strict=True))


def _about(row):
    """(program, catalog year, pace) of a row; None for what it does not say."""
    program = row.understood.get("program")
    if not hasattr(program, "pk"):
        return None
    return program.pk, row.understood.get("catalog_year"), row.understood.get("pace")


class Whole:
    """The lines of one sequence, each good by itself."""

    def __init__(self, importer, rows):
        self.importer, self.rows = importer, rows
        values = rows[0].values
        self.program = values["program"]
        self.catalog_year, self.pace = values["catalog_year"], values["pace"]
        self._number_the_lines()
        self.choices = defaultdict(list)
        for row in rows:
            if row.values["choice"]:
                self.choices[row.values["choice"]].append(row)

    def _number_the_lines(self):
        """Lines without an order stand as in the file."""
        last = Counter()
        for row in self.rows:
            place, order = row.values["place"], row.values["order"]
            last[place] = order or last[place] + 1
            row.values["order_or_next"] = last[place]

    def take(self):
        on_file = Sequence.objects.filter(
            program=self.program, catalog_year=self.catalog_year, pace=self.pace
        ).first()
        wrong = self._wrong_choices() or self._misplaced()
        if wrong:
            self._refuse(wrong)
        elif on_file:
            differences = self._differences(on_file)
            for row in self.rows:
                end_on_file(row, differences)
        else:
            self._make()

    # Judged

    def how_many(self, title):
        """How many courses of a choice are needed; one where no line says so."""
        given = (row.values["how_many"] for row in self.choices[title])
        return next(filter(None, given), 1)

    def _wrong_choices(self):
        """{line: sentence} of the lines of choices that cannot be."""
        wrong = {}
        for title, rows in self.choices.items():
            needed, there = self.how_many(title), len(rows)
            said = {"choice": title, "required": needed, "there": there}
            if any(row.values["how_many"] not in (None, needed) for row in rows):
                words = _("The lines of “%(choice)s” say differently how many courses are needed.")
            elif there < needed:
                words = _(
                    "“%(choice)s” asks for more courses than it has (asked: %(required)d, there: "
                    "%(there)d). Add lines of this choice, or ask for fewer."
                )
            else:
                continue
            wrong |= {row.line: words % said for row in rows}
        return wrong

    def _misplaced(self):
        """{line: sentence} of the lines whose course comes before what it asks for."""
        places = {row.values["course"].pk: row.values["place"] for row in self.rows}
        lines = {row.values["course"].pk: row.line for row in self.rows}
        found = course_order.misplaced(places, segment=self.program.segment)
        return {lines[one.course]: one.words for one in found}

    def _refuse(self, wrong):
        first = min(wrong)
        for row in self.rows:
            if row.line in wrong:
                end(row, Outcome.REJECTED, wrong[row.line])
            else:
                words = _("Line %s of the same sequence could not be taken, so none of it was.")
                end(row, Outcome.REVIEW, words % first)

    # On file

    def _differences(self, sequence):
        """[(what, on file, here)] that differ, course by course."""
        there = {step.course_id: step for step in self._steps(sequence)}
        here = {row.values["course"].pk: row.values for row in self.rows}
        found = []
        for pk, values in here.items():
            said = self._said_here(values)
            on_file = self._said_there(there[pk], values) if pk in there else _("not")
            if on_file != said:
                found.append((f"“{values['course']}”", on_file, said))
        gone = [step for pk, step in there.items() if pk not in here]
        return found + [(f"“{step.course}”", self._said_there(step), _("not")) for step in gone]

    def _steps(self, sequence):
        return sequence.steps.select_related("course", "choice").order_by("place", "order", "pk")

    def _said_here(self, values):
        title = values["choice"]
        return self._said(
            place=values["place"],
            order=values["order"],
            choice=(title, self.how_many(title)) if title else None,
            kind=values["kind"],
            work_based=values["work_based"],
        )

    def _said_there(self, step, values=None):
        """As a line would say it; without the order where the line gives none."""
        return self._said(
            place=step.place,
            order=step.order if values and values["order"] else None,
            choice=(step.choice.title, step.choice.required) if step.choice else None,
            kind=step.kind,
            work_based=step.is_work_based,
        )

    def _said(self, *, place, order, choice, kind, work_based):
        said = [course_order.place_words(place, self.program.segment)]
        if order:
            said.append(_("number %d") % order)
        if choice:
            said.append(
                _("%(required)d of “%(choice)s”") % {"choice": choice[0], "required": choice[1]}
            )
        said.append(str(SequenceStep(kind=kind).get_kind_display()))
        if work_based:
            said.append(_("work-based"))
        return ", ".join(said)

    # New

    def _make(self):
        importer, said = self.importer, self.importer.said()
        sequence = Sequence(
            program=self.program,
            catalog_year=self.catalog_year,
            pace=self.pace,
            **importer.draft(self.program.organization),
        )
        importer.make(Sequence, [sequence])
        groups = [
            ChoiceGroup(sequence=sequence, title=title, required=self.how_many(title), **said)
            for title in self.choices
        ]
        by_title = {group.title: group for group in importer.make(ChoiceGroup, groups)}
        steps = [
            SequenceStep(
                sequence=sequence,
                place=row.values["place"],
                order=row.values["order_or_next"],
                course=row.values["course"],
                choice=by_title.get(row.values["choice"]),
                kind=row.values["kind"],
                is_work_based=row.values["work_based"],
                **said,
            )
            for row in self.rows
        ]
        importer.make(SequenceStep, steps)
        for row in self.rows:
            row.reason = _("New, as a draft.")
