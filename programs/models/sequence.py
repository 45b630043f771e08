"""The order in which a program's courses are taken."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.querysets import StewardedQuerySet
from pathways_portal.common import academic_year
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import Pace, StepKind
from programs.models.course import Course
from programs.models.program import Program

LAST_PLACE = 16

# No check can look into another table, so triggers keep a choice and its courses in one sequence.
_REFUSE = """
    RAISE EXCEPTION 'The choice of a course belongs to another sequence.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sequencestep_choice_of_its_sequence';
"""
_CHOICE_IS_OF_THE_SEQUENCE = f"""
    PERFORM 1 FROM programs_choicegroup
    WHERE id = NEW.choice_id AND sequence_id = NEW.sequence_id FOR SHARE;
    IF NOT FOUND THEN {_REFUSE} END IF;
    RETURN NULL;
"""
_STEPS_ARE_OF_THE_SEQUENCE = f"""
    PERFORM 1 FROM programs_sequencestep AS step
    JOIN programs_choicegroup AS choice ON choice.id = step.choice_id
    WHERE choice.id = NEW.id AND step.sequence_id <> choice.sequence_id;
    IF FOUND THEN {_REFUSE} END IF;
    RETURN NULL;
"""


@pghistory.track()
class Sequence(Stewarded):
    """The courses of a program in the order of one catalog year, at one pace.

    Its places are terms in college and grades in school: see `SequenceStep`.
    """

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="sequences",
        verbose_name=_("program"),
        help_text=_("The program whose courses these are."),
    )
    catalog_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("catalog year"),
        help_text=_("Whoever starts in this academic year follows it, such as 2026-27."),
    )
    pace = models.CharField(
        max_length=9,
        choices=Pace,
        default=Pace.FULL_TIME,
        db_default=Pace.FULL_TIME,
        verbose_name=_("pace"),
        help_text=_("For whom it is laid out."),
    )

    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("sequence")
        verbose_name_plural = _("sequences")
        constraints = [
            *Stewarded.Meta.constraints,
            UniqueConstraint(
                fields=["program", "catalog_year", "pace"],
                name="sequence_once_per_year_and_pace",
                violation_error_message=_("The program has a sequence of that year and pace."),
            ),
            academic_year.constraint("sequence_catalog_year", field="catalog_year"),
        ]

    def __str__(self):
        return f"{self.program}, {self.catalog_year}"


@pghistory.track()
class ChoiceGroup(Sourced):
    """Courses of which some are chosen: “2 of these 4”."""

    sequence = models.ForeignKey(
        Sequence,
        models.CASCADE,
        related_name="choice_groups",
        verbose_name=_("sequence"),
        help_text=_("The sequence it belongs to."),
    )
    title = models.CharField(
        max_length=80,
        verbose_name=_("title"),
        help_text=_("What the choice is called, such as Electives."),
    )
    title_es = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Title in Spanish."),
    )
    title_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish title reviewed on"),
        help_text=_("The day a person checked the Spanish title."),
    )
    required = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        validators=[MinValueValidator(1)],
        verbose_name=_("how many"),
        help_text=_("How many of its courses are needed."),
    )

    local_title = Local("title")

    class Meta:
        verbose_name = _("choice of courses")
        verbose_name_plural = _("choices of courses")
        constraints = [
            UniqueConstraint(
                fields=["sequence", "title"],
                name="choicegroup_title_once_per_sequence",
                violation_error_message=_("The sequence has a choice of that title already."),
            ),
            CheckConstraint(
                condition=Q(required__gte=1),
                name="choicegroup_needs_at_least_one",
                violation_error_message=_("At least one course has to be chosen."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_with_its_steps",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("sequence_id"),
                condition=pgtrigger.AnyChange("sequence"),
                timing=pgtrigger.Deferred,  # its steps may move along with it
                func=_STEPS_ARE_OF_THE_SEQUENCE,
            )
        ]

    def __str__(self):
        return self.title


@pghistory.track()
class SequenceStep(Sourced):
    """A course at its place in a sequence.

    `place` is a term in college (1 is the first) and a grade in school (7 to 12).
    """

    sequence = models.ForeignKey(
        Sequence,
        models.CASCADE,
        related_name="steps",
        verbose_name=_("sequence"),
        help_text=_("The sequence it belongs to."),
    )
    place = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LAST_PLACE)],
        verbose_name=_("term or grade"),
        help_text=_("In college the term, from 1 on; in school the grade."),
    )
    order = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        verbose_name=_("order"),
        help_text=_("Order inside the term or grade."),
    )
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        related_name="steps",
        verbose_name=_("course"),
        help_text=_("The course taken."),
    )
    choice = models.ForeignKey(
        ChoiceGroup,
        models.SET_NULL,  # a choice that goes does not take its courses along
        related_name="steps",
        null=True,
        blank=True,
        verbose_name=_("choice"),
        help_text=_("The choice it is one course of; empty if everybody takes it."),
    )
    kind = models.CharField(
        max_length=12,
        choices=StepKind,
        default=StepKind.LISTED,
        db_default=StepKind.LISTED,
        verbose_name=_("kind"),
        help_text=_("Part of the program, or taken before it."),
    )
    is_work_based = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("work-based"),
        help_text=_("Learning at work: an internship, a clinic, work experience."),
    )

    class Meta:
        verbose_name = _("step of a sequence")
        verbose_name_plural = _("steps of sequences")
        constraints = [
            UniqueConstraint(
                fields=["sequence", "course"],
                name="sequencestep_course_once",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("This course is in the sequence already."),
            ),
            CheckConstraint(
                condition=Q(place__range=(1, LAST_PLACE)),
                name="sequencestep_place_1_to_16",
                violation_error_message=_("Choose a term or grade from 1 to 16."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="choice_of_its_sequence",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("choice_id", "sequence_id"),
                condition=pgtrigger.Q(new__choice__isnull=False),
                func=_CHOICE_IS_OF_THE_SEQUENCE,
            )
        ]

    def __str__(self):
        return f"{self.place}: {self.course}"

    def clean(self):
        if self.choice_id and self.choice.sequence_id != self.sequence_id:
            raise ValidationError(
                {"choice": _("This choice belongs to another sequence. Choose one of this one.")}
            )
