"""What a seam view is made of: boxes and the lines between them, for the map and all its twins."""

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pathways_portal.common.money import dollars
from programs.enums import Stage


class Role(Enum):
    """What a box stands for."""

    PROGRAM = "program"  # a whole program, on the way in
    COURSE = "course"  # one course of the school, or those of a grade that earn no credit
    EARNED = "earned"  # what it counts as at the chosen college
    TERM = "term"  # courses of the destination, term by term
    ALSO = "also"  # what it counts as at another college
    AWARD = "award"  # another award of the chosen college
    DESTINATION = "destination"
    AFTER = "after"  # a university or an apprenticeship


class End(Enum):
    """What is known where no line leads on.

    Nobody has told us, a course has a next one but no agreement on credit is on file, somebody said
    there is none, or it leads to what is not drawn here.
    """

    NOT_REPORTED = "not_reported"
    NO_CREDIT = "no_credit"
    NONE = "none"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Onward:
    """What a box leads to that is not drawn: a program, a university, or courses of a college.

    `url` is its page, or that of the agreement; empty where it has none. `state`: why an agreement
    cannot be counted on; empty where it can.
    """

    title: str
    at: str
    url: str
    state: str = ""
    is_english: bool = False
    is_sample: bool = False


@dataclass
class Box:
    """One box; `key` is the same in map, table and text.

    `notes`: parts of its second line. `courses`: those it holds, where it is not a course itself.
    `job`: the `Occupation` one can leave for here, with its `pay` (a `JobInArea` or None) in the
    `county` (primary key) of who gives the award.
    `end`: no line leads on, or not all of it is drawn; `gap_url` is the page where a missing step
    is worked out, and `elsewhere` what is led to without being drawn. `counts`: at another college,
    what counts there.
    """

    key: str
    segment: str
    role: Role
    title: str
    slug: str = ""
    url: str = ""
    at: str = ""
    notes: list[str] = field(default_factory=list)
    courses: list = field(default_factory=list)
    is_english: bool = False
    is_sample: bool = False
    end: End | None = None
    gap_url: str = ""
    elsewhere: list[Onward] = field(default_factory=list)
    job: object = None
    county: int | None = None
    pay: object = None
    depth: int = 0
    group: int = 0
    counts: str = ""
    is_apprenticeship: bool = False

    @property
    def called(self):
        """What a line that leads here names: of another college what counts there, and where."""
        return f"{self.counts}, {self.title}" if self.counts else self.title

    @property
    def note(self):
        return " · ".join(self.notes)

    @property
    def pay_words(self):
        """ "$26.01"; empty where pay is not on file."""
        return dollars(self.pay.pay) if self.pay and self.pay.pay is not None else ""

    @property
    def pay_at(self):
        """The county of the pay; empty where pay is not on file."""
        return self.pay.area.local_name if self.pay_words else ""

    @property
    def is_exit(self):
        return self.job is not None

    @property
    def all_words(self):
        """Title, second line and who offers it, for a tool tip and for who cannot see the map."""
        return ", ".join([self.title, *self.notes, *([self.at] if self.at else [])])


@dataclass
class Line:
    """A line from one box to another. `kind`: order (of courses), credit, or link.

    `plate`: what it bears on the map; `terms`: the same in full. `is_promised`: whether a student
    may count on it in the year shown.
    """

    key: str
    kind: str
    start: str
    end: str
    plate: tuple[str, ...] = ()
    terms: list[str] = field(default_factory=list)
    url: str = ""
    is_promised: bool = True
    is_sample: bool = False
    agreement: object = None

    @property
    def words(self):
        return ", ".join(self.terms)


@dataclass
class WorkBased:
    """What the programs drawn in a lane do of the continuum of work-based learning.

    `programs`: (program, labels of its stages in the continuum's order).
    """

    key: str
    segment: str
    programs: list

    @property
    def stages(self):
        """Labels of the stages of all of them, in the continuum's order."""
        done = {stage for _program, stages in self.programs for stage in stages}
        return [str(stage.label) for stage in Stage if str(stage.label) in done]

    @property
    def is_sample(self):
        return all(program.is_sample for program, _stages in self.programs)

    @property
    def words(self):
        """ "Work-based learning: exploration, training" """
        stages = _(", ").join(self.stages)
        return _("Work-based learning: %(stages)s") % {"stages": stages.lower()}

    @property
    def lines(self):
        """(program, "exploration, training") of each."""
        return [(program, _(", ").join(stages).lower()) for program, stages in self.programs]


def work_based(programs):
    """A `WorkBased` of each lane, of programs that are drawn there (or None, where none is)."""
    found = {}
    for program in filter(None, programs):
        stages = [str(stage.label) for stage in Stage if stage in program.stages]
        if stages:
            found.setdefault(program.segment, []).append((program, stages))
    return [WorkBased(f"work-{segment}", segment, several) for segment, several in found.items()]


@dataclass
class Seam:
    """Boxes and lines.

    `work`: of lanes whose programs say so, what they do at work. `brought`: agreements of the
    school's courses, for the table of credit. `other_colleges`: names of colleges where something
    counts too, beyond those drawn. `programs`: addresses of those drawn, whole or by courses.
    `links`: all links around them, drawn or not. `lacking`: {agreement (primary key) of `brought`:
    courses it asks for that no program there teaches with the others}. `told`: what is on file of
    agreements there is all there is. `are_agreements_cut`, `are_links_cut`: not all were looked at.
    """

    boxes: list[Box]
    lines: list[Line]
    work: list[WorkBased] = field(default_factory=list)
    brought: list = field(default_factory=list)
    other_colleges: list[str] = field(default_factory=list)
    programs: set[str] = field(default_factory=set)
    links: list[object] = field(default_factory=list)
    lacking: dict[int, list] = field(default_factory=dict)
    told: bool = False
    are_agreements_cut: bool = False
    are_links_cut: bool = False

    @cached_property
    def by_key(self):
        return {box.key: box for box in self.boxes}

    @cached_property
    def _lines_from(self):
        """{key of a box: lines that start there}."""
        found = {}
        for line in self.lines:
            found.setdefault(line.start, []).append(line)
        return found

    def of(self, segment):
        return [box for box in self.boxes if box.segment == segment]

    def work_in(self, segment):
        """The `WorkBased` of a lane; None where nothing is on file."""
        return next((one for one in self.work if one.segment == segment), None)

    def after(self, box):
        """[(line, box it leads to)] of lines that start at a box."""
        return [(line, self.by_key[line.end]) for line in self._lines_from.get(box.key, ())]

    @property
    def exits(self):
        return [box for box in self.boxes if box.is_exit]

    @property
    def has_samples(self):
        elsewhere = (one for box in self.boxes for one in box.elsewhere)
        return any(one.is_sample for one in (*self.boxes, *self.lines, *elsewhere))

    @property
    def is_joined(self):
        """Whether anything leads from one segment or college to another."""
        return any(line.kind != "order" for line in self.lines)


def is_english(row, name="title"):
    """Whether an English text stands on a Spanish page."""
    return get_language() == "es" and not getattr(row, f"{name}_es")
