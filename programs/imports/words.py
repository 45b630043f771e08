"""Words of lists for what we keep as a choice, compared by letters and digits only."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.enums import Segment
from programs.enums import CourseLevel, CreditStatus, Grade, Mechanism, Pace, StepKind
from programs.imports.cells import is_empty, letters

SEGMENTS = {
    "cc": Segment.COLLEGE,
    "communitycollege": Segment.COLLEGE,
    "credit": Segment.COLLEGE,
    "nc": Segment.NONCREDIT,
    "ccnoncredit": Segment.NONCREDIT,
    "continuingeducation": Segment.NONCREDIT,
    "middle": Segment.MIDDLE_SCHOOL,
    "junior": Segment.MIDDLE_SCHOOL,
    "high": Segment.HIGH_SCHOOL,
    "k12": Segment.HIGH_SCHOOL,
    "adult": Segment.ADULT_EDUCATION,
    "adulted": Segment.ADULT_EDUCATION,
    "adulteducation": Segment.ADULT_EDUCATION,
    "uni": Segment.UNIVERSITY,
}
LEVELS = {
    "intro": CourseLevel.INTRODUCTORY,
    "conc": CourseLevel.CONCENTRATOR,
    "concentration": CourseLevel.CONCENTRATOR,
    "cap": CourseLevel.CAPSTONE,
    "completer": CourseLevel.CAPSTONE,
}
# D, C and N are the state's own letters (element CB04 of its course file).
CREDITS = {
    "d": CreditStatus.DEGREE,
    "degreeapplicable": CreditStatus.DEGREE,
    "creditdegreeapplicable": CreditStatus.DEGREE,
    "credit": CreditStatus.DEGREE,
    "c": CreditStatus.NOT_DEGREE,
    "nondegreeapplicable": CreditStatus.NOT_DEGREE,
    "notdegreeapplicable": CreditStatus.NOT_DEGREE,
    "creditnotdegreeapplicable": CreditStatus.NOT_DEGREE,
    "n": CreditStatus.NONCREDIT,
    "nc": CreditStatus.NONCREDIT,
}
PACES = {"ft": Pace.FULL_TIME, "full": Pace.FULL_TIME, "pt": Pace.PART_TIME, "part": Pace.PART_TIME}
STEP_KINDS = {
    "core": StepKind.LISTED,
    "required": StepKind.LISTED,
    "major": StepKind.LISTED,
    "elective": StepKind.LISTED,
    "program": StepKind.LISTED,
    "prereq": StepKind.PREREQUISITE,
    "before": StepKind.PREREQUISITE,
    "preparation": StepKind.PREREQUISITE,
}
MECHANISMS = {
    "creditbyexam": Mechanism.EXAM,
    "creditbyexamination": Mechanism.EXAM,
    "cbe": Mechanism.EXAM,
    "articulated": Mechanism.GRADE,
    "articulation": Mechanism.GRADE,
    "coursearticulation": Mechanism.GRADE,
    "ccapdualenrollment": Mechanism.CCAP,
    "nonccap": Mechanism.DUAL,
    "nonccapdualenrollment": Mechanism.DUAL,
    "cpl": Mechanism.PRIOR,
    "creditforpriorlearning": Mechanism.PRIOR,
    "priorlearning": Mechanism.PRIOR,
}
# These do not say whether it is under a CCAP agreement, and the two differ in who may take part.
EITHER_DUAL = frozenset(["dualenrollment", "dual", "de"])
GRADES = {
    "borhigher": Grade.B,
    "corhigher": Grade.C,
    "aorbetter": Grade.A,
    "pass": Grade.PASS,
    "passing": Grade.PASS,
    "passnopass": Grade.PASS,
}
_YES_NO = {
    **dict.fromkeys(["yes", "y", "x", "true", "1", "wbl"], True),
    **dict.fromkeys(["no", "n", "false", "0"], False),
}


def choice(text, choices, others=None):
    """The choice that a cell means by its value, its label or another word; None if it is empty."""
    if is_empty(text):
        return None
    known = {letters(one.value): one for one in choices} | (others or {})
    known |= {letters(str(one.label)): one for one in choices}
    if letters(text) not in known:
        names = ", ".join(f"“{one.label}”" for one in choices)
        raise ValidationError(_("Write one of: %s.") % names)
    return known[letters(text)].value


def yes_no(text):
    """True or False; an empty cell is a no."""
    if is_empty(text):
        return False
    if letters(text) not in _YES_NO:
        raise ValidationError(_("Write yes or no."))
    return _YES_NO[letters(text)]
