"""What somebody asks of the route planner, read from an address.

`from` says who they are, `school` or `college` where, `grade` and `units` how far; `to` a job (a
SOC code or words), `to_program` a program. Names are taken as well as the names in addresses. What
means nothing is left out with a sentence; what several things are called is asked back.
"""

import re
from dataclasses import dataclass, field

from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.enums import K12, Segment
from partners.enums import OrganizationKind as Kind
from partners.models import Organization, Site
from programs.address_words import about_names, about_repeats, shorten
from programs.careers.answer import CareerQuestion, ask
from programs.careers.pages import SOC_CODE
from programs.filters import TRACKING
from programs.models import Occupation, Program

NAMES = ("from", "school", "grade", "units", "college", "to", "to_program")
LONGEST = 120
GRADES = range(6, 13)
# The first grade of high school here.
HIGH_SCHOOL_FROM = 9
# More units than any two degrees take are a slip of the finger.
MOST_UNITS = 200
# Things that one name may mean, offered to choose from.
OFFERED = 8
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


class Who(TextChoices):
    """Where somebody stands who asks for a route."""

    SCHOOL = "hs", gettext_lazy("In middle or high school")
    ADULT_SCHOOL = "ae", gettext_lazy("At an adult school")
    NONCREDIT = "noncredit", gettext_lazy("In free noncredit classes")
    WORK = "work", gettext_lazy("Working, maybe with some college credit")


# Of which kinds the school is that they name, and the segments of the programs they begin with.
KINDS = {
    Who.SCHOOL: (Kind.SCHOOL,),
    Who.ADULT_SCHOOL: (Kind.ADULT_SCHOOL, Kind.CONTINUING_EDUCATION),
    Who.NONCREDIT: (Kind.CONTINUING_EDUCATION, Kind.COLLEGE),
    Who.WORK: (Kind.COLLEGE,),
}
SEGMENTS = {
    Who.SCHOOL: K12,
    Who.ADULT_SCHOOL: (Segment.ADULT_EDUCATION, Segment.NONCREDIT),
    Who.NONCREDIT: (Segment.NONCREDIT,),
    Who.WORK: (Segment.COLLEGE,),
}
# Where else they may begin. Pupils go on to any school, and to college after it; adult schools and
# noncredit classes are for grown-ups, who in turn do not go back to school.
MAY_ENTER = {
    Who.SCHOOL: (*K12, Segment.COLLEGE),
    Who.ADULT_SCHOOL: (Segment.ADULT_EDUCATION, Segment.NONCREDIT, Segment.COLLEGE),
    Who.NONCREDIT: (Segment.ADULT_EDUCATION, Segment.NONCREDIT, Segment.COLLEGE),
    Who.WORK: (Segment.ADULT_EDUCATION, Segment.NONCREDIT, Segment.COLLEGE),
}


@dataclass
class RouteQuestion:
    """A question as understood; `typed` is what stands in the form.

    `said`: sentences about what was left out. `schools` and `jobs`: what a name may mean, to choose
    from. `point`: (latitude, longitude) of the school's main site, or None.
    """

    typed: dict
    who: Who | None = None
    school: Organization | None = None
    point: tuple | None = None
    grade: int | None = None
    units: int | None = None
    occupation: Occupation | None = None
    program: Program | None = None
    said: list = field(default_factory=list)
    schools: list = field(default_factory=list)
    jobs: list = field(default_factory=list)

    @property
    def has_goal(self):
        return bool(self.occupation or self.program)

    @property
    def has_start(self):
        """A working adult may begin at any college; all others begin where they are."""
        return bool(self.school or self.who == Who.WORK)

    @property
    def is_whole(self):
        return self.has_goal and self.has_start

    @property
    def own_segments(self):
        """Segments of the programs at their own school that they can begin with."""
        return self._of_their_grade(SEGMENTS[self.who])

    @property
    def other_segments(self):
        """Segments of the programs elsewhere that they can begin with."""
        return self._of_their_grade(MAY_ENTER[self.who])

    def _of_their_grade(self, segments):
        """Whoever is in high school is past middle school."""
        is_past = self.who == Who.SCHOOL and self.grade and self.grade >= HIGH_SCHOOL_FROM
        return [one for one in segments if not (is_past and one == Segment.MIDDLE_SCHOOL)]

    @property
    def school_name(self):
        """The parameter that names the school."""
        return "college" if self.who == Who.WORK else "school"

    @property
    def parameters(self):
        """The question as (name, value) pairs of an address, without what means nothing."""
        pairs = [
            ("from", self.who and self.who.value),
            (self.school_name, self.school and self.school.slug),
            ("grade", self.grade),
            ("units", self.units),
            ("to", self.occupation and self.occupation.code.code),
            ("to_program", self.program and self.program.slug),
        ]
        return [(name, value) for name, value in pairs if value]


def read(query):
    """The `RouteQuestion` of an address's parameters. A fixed number of queries."""
    typed = {name: _clean(query.get(name, "")) for name in NAMES}
    question = RouteQuestion(typed)
    question.said += about_repeats(query, NAMES)
    question.said += about_names(
        [name for name in query if name not in NAMES and not TRACKING.match(name)]
    )
    if typed["from"] in Who.values:
        question.who = Who(typed["from"])
    elif typed["from"]:
        question.said.append(
            _("“%(typed)s” is no place to start from. Choose one of the four.")
            % {"typed": shorten(typed["from"])}
        )
    _read_school(question)
    question.grade = _number(question, "grade", _about_grade, least=GRADES[0], most=GRADES[-1])
    question.units = _number(question, "units", _about_units, least=0, most=MOST_UNITS)
    _read_goal(question)
    return question


def _clean(text):
    return _UNPRINTABLE.sub(" ", text[:LONGEST]).strip()


def _read_school(question):
    text = question.typed[question.school_name]
    if not question.who or not text:
        return
    there = Organization.objects.open().filter(kind__in=KINDS[question.who])
    there = there.select_related("parent").order_by("name", "pk")
    # Addresses of our own name it by its slug, which an index finds at once.
    named = list(there.filter(slug=text))
    named = named or list(there.filter(name__iexact=text)[:OFFERED])
    named = named or list(
        there.filter(
            Q(name__icontains=text) | Q(short_name__iexact=text) | Q(aliases__icontains=text)
        )[:OFFERED]
    )
    if not named:
        question.said.append(
            _("We know no place of this kind called “%(typed)s”. Try a part of its name.")
            % {"typed": shorten(text)}
        )
    elif len(named) > 1:
        question.schools = named
    else:
        (question.school,) = named
        question.typed[question.school_name] = question.school.name
        site = Site.objects.filter(organization=question.school, is_main=True).first()
        if site and site.latitude is not None:
            question.point = site.latitude, site.longitude


def _number(question, name, sentence, *, least, most):
    text = question.typed[name]
    if not text:
        return None
    # Not every digit of every script is one to int(), and a long row of them is no number here.
    if not re.fullmatch(r"[0-9]{1,3}", text) or not least <= int(text) <= most:
        question.said.append(sentence(shorten(text, 20)))
        question.typed[name] = ""
        return None
    return int(text)


def _about_grade(typed):
    return _("“%(typed)s” is no grade from 6 to 12; it was left out.") % {"typed": typed}


def _about_units(typed):
    return _("“%(typed)s” is no number of units from 0 to %(most)s; it was left out.") % {
        "typed": typed,
        "most": MOST_UNITS,
    }


def _read_goal(question):
    slug, text = question.typed["to_program"], question.typed["to"]
    if slug and not text:
        programs = Program.objects.open_to_students().select_related("organization")
        question.program = programs.filter(slug=slug).first()
        if question.program is None:
            question.said.append(
                _("There is no open program called “%(typed)s”. Choose a job instead.")
                % {"typed": shorten(slug)}
            )
    elif text:
        _read_job(question, text)


def _read_job(question, text):
    occupations = Occupation.objects.filter(code__is_match=True).select_related("code")
    if code := SOC_CODE.fullmatch(text):
        question.occupation = occupations.filter(code__code=f"{code[1]}-{code[2]}").first()
    else:
        named = Q(title__iexact=text) | Q(title_es__iexact=text) | Q(slug=text)
        question.occupation = occupations.filter(named).first()
        if question.occupation is None:
            question.jobs = ask(CareerQuestion(text=text)).rows[:OFFERED]
    if question.occupation:
        question.typed["to"] = question.occupation.local_title
    elif not question.jobs:
        question.said.append(
            _("We know no job called “%(typed)s”. Try another word for it, or its SOC code.")
            % {"typed": shorten(text)}
        )
