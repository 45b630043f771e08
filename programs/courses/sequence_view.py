"""The courses of a program in order, as its page shows them: term by term, or grade by grade."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from partners.enums import K12
from pathways_portal.common.bilingual import Local
from programs.courses import units
from programs.courses.rows import sequences_of, steps_of
from programs.courses.sequence_address import SequenceAddress, in_sentence
from programs.enums import Pace, StepKind

# As many terms stand side by side; more are a list.
MOST_BESIDE = 4


@dataclass
class Choice:
    """The courses of a choice group that stand in one term.

    `needed` of `among` are chosen; `elsewhere` names the other terms that have some of them.
    """

    title: str
    title_es: str
    needed: int
    among: int
    elsewhere: list
    steps: list = field(default_factory=list)

    local_title = Local("title")

    @property
    def units(self):
        """The units it comes to in this term."""
        return units.of_choice(
            [_units(step) for step in self.steps],
            needed=self.needed,
            elsewhere=self.among - len(self.steps),
        )


@dataclass
class Term:
    """A term or grade: the courses that everybody takes, then those that are chosen among."""

    name: str
    steps: list = field(default_factory=list)
    choices: list = field(default_factory=list)

    @property
    def is_alone(self):
        """It is one course, whose units are the term's."""
        return len(self.steps) == 1 and not self.choices

    @property
    def units(self):
        """What it comes to as a range; None is not on file."""
        return units.total([*map(_units, self.steps), *(one.units for one in self.choices)])


class CoursesInOrder:
    """One sequence of a program, picked by the address, and the ways to its other ones."""

    def __init__(self, program, sequences, query):
        self.program, self._segment = program, program.segment
        by_pair = {(one.catalog_year, one.pace): one for one in sequences}
        self.address = SequenceAddress(query, by_pair, program.get_absolute_url())
        self.sequence = by_pair[self.address.shown]

    @cached_property
    def _all_steps(self):
        return steps_of(self.sequence.pk)

    @cached_property
    def _steps(self):
        return [step for step in self._all_steps if step.is_public]

    @cached_property
    def _listed(self):
        return [step for step in self._steps if step.kind != StepKind.PREREQUISITE]

    @property
    def courses(self):
        """The courses that are shown, as `NamedCourse`s."""
        return [step.course for step in self._steps]

    @property
    def unpublished(self):
        """How many of its courses may not be shown yet."""
        return len(self._all_steps) - len(self._steps)

    @property
    def is_sample_order(self):
        """The order is made up, though its courses are real."""
        return self.sequence.is_sample and not any(course.is_sample for course in self.courses)

    @property
    def is_sample(self):
        """Its order is made up, or all its courses are."""
        return self.sequence.is_sample or self._has_samples_only

    @property
    def marks_samples(self):
        """Made-up courses are marked one by one, beside real ones."""
        return not self._has_samples_only

    @property
    def _has_samples_only(self):
        return bool(self.courses) and all(course.is_sample for course in self.courses)

    @property
    def words(self):
        """Which one it is: the catalog year, and the pace where schools have more than one."""
        year, pace = self.address.shown
        if self._segment in K12 and self.address.paces_on_file == [Pace.FULL_TIME]:
            return _("Catalog year %(year)s") % {"year": year}
        return _("Catalog year %(year)s, %(pace)s") % {"year": year, "pace": in_sentence(pace)}

    @cached_property
    def before(self):
        """What is taken before the program, as a `Term`; None if nothing is."""
        steps = [step for step in self._steps if step.kind == StepKind.PREREQUISITE]
        return self._term(_("Before the program"), steps) if steps else None

    @cached_property
    def terms(self):
        """Its terms, or grades, in order."""
        return [
            self._term(
                place_name(self._segment, place),
                [step for step in self._listed if step.place == place],
            )
            for place in sorted({step.place for step in self._listed})
        ]

    @property
    def are_beside(self):
        return len(self.terms) <= MOST_BESIDE

    def _term(self, name, steps):
        term, choices = Term(name), {}
        for step in steps:
            if step.choice is None:
                term.steps.append(step)
                continue
            if step.choice not in choices:
                choices[step.choice] = self._choice(step)
            choices[step.choice].steps.append(step)
        term.choices = list(choices.values())
        return term

    def _choice(self, step):
        group = self._in_group(step.choice)
        others = {one.place for one in group} - {step.place}
        return Choice(
            title=step.choice_title,
            title_es=step.choice_title_es,
            needed=min(step.required, len(group)),
            among=len(group),
            elsewhere=[place_name(self._segment, place) for place in sorted(others)],
        )

    def _in_group(self, choice):
        return [step for step in self._steps if step.choice == choice]

    @property
    def units(self):
        """What the program's own courses come to, as a range; None is not on file."""
        if self.unpublished:
            return None
        groups = {step.choice: step.required for step in self._listed if step.choice is not None}
        choices = [
            units.of_choice(list(map(_units, self._in_group(choice))), needed=required)
            for choice, required in groups.items()
        ]
        taken_by_all = [step for step in self._listed if step.choice is None]
        return units.total([*map(_units, taken_by_all), *choices])

    @property
    def against_the_award(self):
        """ "fewer" or "more" where the courses' units cannot be the award's; "" where they may be.

        Which of the two is right no source here says: the page prints both.
        """
        fewest = self.program.units_min
        if fewest is None or not self.units or not self.has_units:
            return ""
        most = fewest if self.program.units_max is None else self.program.units_max
        if self.units[1] < fewest:
            return "fewer"
        return "more" if self.units[0] > most else ""

    @property
    def has_units(self):
        """Whether any course has units; those of schools and noncredit courses have none."""
        return any(step.units_max for step in self._steps)

    @property
    def is_without_units(self):
        """All that is on file of its units is that there are none."""
        return not self.has_units and any(map(_units, self._steps))


def courses_in_order(program, query):
    """The `CoursesInOrder` of a program as an address asks for it; None where none is on file."""
    sequences = sequences_of(program.pk)
    return CoursesInOrder(program, sequences, query) if sequences else None


def place_name(segment, place):
    """ "Term 2", or in a school "Grade 10"."""
    words = _("Grade %(n)s") if segment in K12 else _("Term %(n)s")
    return words % {"n": place}


def _units(step):
    return None if step.units_min is None else (step.units_min, step.units_max)
