"""A pathway's seam for one school, college and year: every box and line, in reading order.

The map, the table, the text, the print sheet and the embedded map all print this and nothing else.
"""

from collections import Counter, defaultdict

from partners.enums import Segment
from pathways_portal.common.choices import words_of
from programs.enums import CourseLevel
from programs.seam import elsewhere, questions, words
from programs.seam.boxes import Box, End, Line, Role, Seam, is_english, work_based
from programs.seam.bringing import brought_from, holds
from programs.seam.college import college_side
from programs.seam.ends import say_ends
from programs.seam.grouping import together
from programs.seam.ways_in import drawn_on_ramps

SEEN_AS_CREDIT = (CourseLevel.CONCENTRATOR, CourseLevel.CAPSTONE)


def seam_of(choice, aim=None):
    """The `Seam` of a `Choice`; `aim`: the job (primary key) it rather ends at."""
    return _Builder(choice, aim).seam()


class _Builder:
    """Asks the questions once, then lays one lane after the other."""

    def __init__(self, choice, aim):
        self.choice, self.year, self.aim = choice, choice.year, aim
        core = questions.core_programs(choice)
        self.feeders = [one for one in core if one.segment == Segment.HIGH_SCHOOL]
        self.college = [one for one in core if one.segment == Segment.COLLEGE]
        near = questions.on_ramps(choice)
        around = [*core, *(one for several in near.values() for one in several)]
        self.links = questions.links_around(around, choice.college)
        self.ramps = drawn_on_ramps({program.pk for program in core}, near, self.links, choice)
        drawn = [*core, *(one for several in self.ramps.values() for one in several)]
        self.drawn = drawn
        self.steps = questions.steps_of([program.pk for program in drawn], self.year)
        self.agreements = self._agreements()
        self.jobs = questions.first_jobs([program.pk for program in drawn])
        self.told = questions.all_agreements_are_told(choice.school)
        self.lacking = {}  # {agreement: courses it asks for beside those of the program drawn}
        self.boxes, self.lines = [], []
        self.first, self.last = {}, {}  # {program: key of the box where one enters, and leaves}
        self.elsewhere = defaultdict(list)  # {key of a box: what it leads to that is not drawn}
        self.beyond = defaultdict(list)  # {the same: of it, what stands on another pathway}
        self.on_pathway = set(choice.roster.programs())

    def seam(self):
        main = self._main_feeder()
        credit = self._by_last_course(main)
        self.placed = {one.pk for several in credit.values() for one in several}
        self._ramp_boxes(Segment.MIDDLE_SCHOOL)
        self._school_boxes(main, credit)
        self._ramp_boxes(Segment.ADULT_EDUCATION)
        self._ramp_boxes(Segment.NONCREDIT)
        for segment in (Segment.ADULT_EDUCATION, Segment.NONCREDIT):
            for ramp in self.ramps[segment]:
                credit |= self._ramp_credit(ramp)
        others = college_side(self, main, credit)
        self._link_lines()
        self._credit_elsewhere(credit)
        say_ends(self.boxes, self.lines, self.told, self.elsewhere, self.beyond)
        lacking = brought_from(self._begins(), self.steps, self.agreements)
        return Seam(
            self.boxes,
            self.lines,
            work_based([main, *(one for one in self.college if one.pk in self.last)]),
            list(lacking),
            others,
            {one.slug for one in self.drawn if one.pk in self.last},
            self.links,
            lacking={agreement.pk: courses for agreement, courses in lacking.items()},
            told=self._is_told(),
            are_agreements_cut=len(self.agreements) >= questions.MOST_AGREEMENTS,
            are_links_cut=len(self.links) >= questions.MOST_LINKS,
        )

    def _begins(self):
        """The programs of where the reader starts."""
        start = self.choice.start
        if not start:
            return self.feeders
        return [one for one in self.ramps[start.segment] if one.organization_id == start.pk]

    def _is_told(self):
        """Whether agreements on file are all of where the reader starts."""
        start = self.choice.start
        return questions.all_agreements_are_told(start) if start else self.told

    # --- What is drawn ---

    def _agreements(self):
        ramps = [one for several in self.ramps.values() for one in several]
        senders = {one.organization_id for one in ramps}
        senders |= {one.organization.parent_id for one in ramps}
        if self.choice.school:
            senders |= {self.choice.school.pk, self.choice.school.parent}
        steps = [step for program in (*self.feeders, *ramps) for step in self.steps[program.pk]]
        senders |= {step.course.organization_id for step in steps}
        courses = [step.course_id for step in steps]
        college = self.choice.college.pk if self.choice.college else 0
        return questions.agreements_of(courses, senders - {None}, college, self.year)

    def _main_feeder(self):
        """The school's program that is drawn: the one with most credit and links on its way."""
        if not self.feeders:
            return None
        linked = Counter(link.from_program_id for link in self.links)

        def joined(program):
            own = {step.course_id for step in self.steps[program.pk]}
            here = [one for one in self.agreements if own >= {side.course_id for side in one.sent}]
            chosen = (
                sum(one.receiving_id == self.choice.college.pk for one in here)
                if (self.choice.college)
                else 0
            )
            return chosen, len(here) + linked[program.pk], len(own)

        return max(self.feeders, key=joined)

    def _by_last_course(self, program):
        """{course: agreements it completes} of a program; of several sent courses the last one.

        All of them are needed: what the program does not teach is noted in `lacking`.
        """
        found = defaultdict(list)
        if program is None:
            return found
        order = {step.course_id: at for at, step in enumerate(self.steps[program.pk])}
        for agreement in self.agreements:
            here = [
                side.course_id
                for side in agreement.sent
                if side.course_id in order and holds(agreement, side, program.organization)
            ]
            if here:
                found[max(here, key=order.get)].append(agreement)
                lacking = [side.course for side in agreement.sent if side.course_id not in order]
                self.lacking.setdefault(agreement.pk, lacking)
        return found

    # --- Boxes ---

    def add(self, box):
        self.boxes.append(box)
        return box

    def join(self, start, end, kind="order", **more):
        key = more.pop("key", f"{start}-to-{end}")
        self.lines.append(Line(key, kind, start, end, **more))

    def program_box(self, program, role, **more):
        # A college may give a certificate and a degree of one title.
        award = words.award(program) if program.segment == Segment.COLLEGE else ""
        about = [part for part in (award, words.size(program)) if part]
        return Box(
            key=f"program-{program.pk}",
            segment=program.segment,
            role=role,
            title=program.local_title,
            slug=program.slug,
            url=program.get_absolute_url(),
            at=program.organization.label,
            notes=[*more.pop("notes", []), *about],
            is_english=is_english(program),
            is_sample=program.is_sample,
            county=program.organization.county_id,
            job=self.jobs.get(program.pk) if more.pop("is_exit", False) else None,
            **more,
        )

    def _ramp_boxes(self, segment):
        for program in self.ramps[segment]:
            steps = self.steps[program.pk]
            notes = []
            if segment == Segment.MIDDLE_SCHOOL and steps:
                notes = [words.in_grade(steps[0].place)]
            box = self.program_box(
                program, Role.PROGRAM, notes=notes, is_exit=segment != Segment.MIDDLE_SCHOOL
            )
            box.courses = [step.course for step in steps]
            self.add(box)
            self.first[program.pk] = self.last[program.pk] = box.key

    def _ramp_credit(self, ramp):
        """{key of its box: agreements} of an on-ramp, whose courses stand in one box.

        A district's agreement that stands at its high school already is not repeated.
        """
        several = [
            one
            for found in self._by_last_course(ramp).values()
            for one in found
            if one.pk not in self.placed
        ]
        self.placed |= {one.pk for one in several}
        return {self.first[ramp.pk]: several} if several else {}

    def _school_boxes(self, program, credit):
        """The school's program course by course; in one box where its courses are not on file."""
        if program is None:
            return
        steps = self.steps[program.pk]
        if not steps:
            box = self.add(self.program_box(program, Role.PROGRAM))
            self.first[program.pk] = self.last[program.pk] = box.key
            return
        before = None
        for several in together(steps, credit):
            box = self.add(self._course_box(program, several))
            for step in several:
                if step.course_id in credit:
                    credit[box.key] = credit.pop(step.course_id)
            if before:
                self.join(before.key, box.key)
            self.first.setdefault(program.pk, box.key)
            self.last[program.pk], before = box.key, box

    def _course_box(self, program, steps):
        first = steps[0].course
        title = first.local_title if len(steps) == 1 else words.several(steps)
        notes = [words.in_grade(steps[0].place)]
        if len(steps) == 1 and first.level:
            notes.append(words_of(first, "level").lower())
        if any(step.is_work_based for step in steps):
            notes.append(words.at_work())
        return Box(
            key=f"course-{steps[0].pk}",
            segment=program.segment,
            role=Role.COURSE,
            title=title,
            slug=first.slug,
            url=first.get_absolute_url(),
            at=program.organization.label,
            notes=notes,
            courses=[] if len(steps) == 1 else [step.course for step in steps],
            is_english=is_english(first),
            is_sample=any(step.sequence.is_sample or step.course.is_sample for step in steps),
            end=End.NOT_REPORTED if any(s.course.level in SEEN_AS_CREDIT for s in steps) else None,
        )

    # --- Lines ---

    def _link_lines(self):
        """Links both of whose programs are drawn; a degree is entered at its first term."""
        drawn = {box.key for box in self.boxes}
        for link in self.links:
            start = self.last.get(link.from_program_id)
            inside = link.from_program.segment == Segment.COLLEGE
            ends = self.last if inside else self.first
            end = (
                ends.get(link.to_program_id)
                if link.to_program_id
                else f"after-{link.destination_id}"
            )
            if not start:
                continue
            if end not in drawn:
                onward = elsewhere.of_link(link)
                self.elsewhere[start].append(onward)
                if link.to_program_id not in self.on_pathway:
                    self.beyond[start].append(onward)
            else:
                self.join(
                    start,
                    end,
                    "link",
                    key=f"link-{link.pk}",
                    plate=words.link_plate(link),
                    terms=words.link_terms(link),
                    is_sample=link.is_sample,
                )

    def _credit_elsewhere(self, credit):
        """Agreements without a line: of on-ramps, and those of colleges that are only named."""
        lines = {line.key for line in self.lines}
        for ramp in (one for several in self.ramps.values() for one in several):
            found = self._by_last_course(ramp).values()
            credit = {**credit, self.first[ramp.pk]: [one for same in found for one in same]}
        for start, several in credit.items():
            for one in several:
                # One that the district shares stands at its high school: there its line begins.
                if f"agreement-{one.pk}" not in lines or one.pk in self.placed:
                    self.elsewhere[start].append(elsewhere.of_agreement(one, self.year))
