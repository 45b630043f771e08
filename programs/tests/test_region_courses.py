"""The region's courses and sequences: what the tables must say, counted a second way.

Reads fixtures/ itself, without a database; loading the tables is `test_region_loader`'s subject.
"""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from django.conf import settings

from programs.enums import CourseLevel, CourseNumbering, Pace, StepKind
from programs.region import check as region_check
from programs.region import derived as region_derived
from programs.region import files as region_files
from programs.region.files import BadTables, Row
from programs.sequences import Asked, circle, out_of_order

YEAR = "2026-27"
LADDER = [CourseLevel.INTRODUCTORY, CourseLevel.CONCENTRATOR, CourseLevel.CAPSTONE]


@pytest.fixture(scope="module")
def region():
    found = region_files.read_all(settings.BASE_DIR / "fixtures")
    region_derived.add(found)
    return found


def by_key(region, table):
    return {row.key: row for row in region.rows[table]}


def ref(row, name):
    """The key of the row that a column names; None where it names none."""
    return row.references.get(f"{name}_id", (None, None))[1]


def steps_by_sequence(region):
    """Steps of each sequence, in the order in which they are shown."""
    found = defaultdict(list)
    for row in region.rows["sequence_steps"]:
        found[ref(row, "sequence")].append(row)
    for steps in found.values():
        steps.sort(key=lambda step: (step.values["place"], step.values["order"]))
    return found


def sequences_of(region, *segments):
    """Sequences by key whose program is of one of the segments."""
    programs = by_key(region, "programs")
    return {
        row.key: row
        for row in region.rows["sequences"]
        if programs[ref(row, "program")].values["segment"] in segments
    }


def test_each_sample_school_program_climbs_from_introduction_to_capstone(region):
    courses, programs = by_key(region, "courses"), by_key(region, "programs")
    steps = steps_by_sequence(region)
    taught = {
        (ref(row, "course"), ref(row, "organization"), row.values["academic_year"]): row
        for row in region.rows["course_offerings"]
    }
    school_programs = {key for key, row in programs.items() if row.values["segment"] == "hs"}
    sequences = sequences_of(region, "hs")

    assert Counter(ref(row, "program") for row in sequences.values()) == dict.fromkeys(
        school_programs, 1
    )
    for key, sequence in sequences.items():
        school = ref(programs[ref(sequence, "program")], "organization")
        climbed = [courses[ref(step, "course")] for step in steps[key]]
        grades = [taught[course.key, school, YEAR].values["grade"] for course in climbed]
        assert [course.values["level"] for course in climbed] == LADDER
        assert grades == [step.values["place"] for step in steps[key]] == [9, 10, 11]


def test_each_middle_school_program_is_one_course_of_grade_8(region):
    courses, programs = by_key(region, "courses"), by_key(region, "programs")
    steps = steps_by_sequence(region)

    found = {
        ref(row, "program"): [
            (step.values["place"], courses[ref(step, "course")].values["title"])
            for step in steps[key]
        ]
        for key, row in sequences_of(region, "ms").items()
    }

    assert found == {
        key: [(8, row.values["title"])]
        for key, row in programs.items()
        if row.values["segment"] == "ms"
    }


def test_a_step_is_a_course_of_the_programs_own_school_or_its_district(region):
    courses, programs = by_key(region, "courses"), by_key(region, "programs")
    organizations, sequences = by_key(region, "organizations"), by_key(region, "sequences")

    for step in region.rows["sequence_steps"]:
        program = programs[ref(sequences[ref(step, "sequence")], "program")]
        school = ref(program, "organization")
        owner = ref(courses[ref(step, "course")], "organization")
        assert owner in (school, ref(organizations[school], "parent")), step


def test_a_made_up_course_is_in_no_real_program_and_every_sequence_says_it_is_sample(region):
    courses, programs = by_key(region, "courses"), by_key(region, "programs")
    sequences = by_key(region, "sequences")

    for step in region.rows["sequence_steps"]:
        sequence = sequences[ref(step, "sequence")]
        program = programs[ref(sequence, "program")]
        course = courses[ref(step, "course")]
        assert course.values["is_sample"] == program.values["is_sample"], step
        assert sequence.values["is_sample"]
        assert sequence.values["source"].startswith("Made up")


def test_the_tables_of_the_region_hold_what_is_expected(region):
    region_check.check(region)


def test_no_course_asks_for_itself_in_a_circle_and_none_stands_before_what_it_asks_for(region):
    asked = [
        Asked(
            ref(row, "course"), ref(row, "required"), row.values["kind"], row.values["alternative"]
        )
        for row in region.rows["prerequisites"]
    ]

    assert circle(asked) == []
    for key, steps in steps_by_sequence(region).items():
        places = {ref(step, "course"): step.values["place"] for step in steps}
        assert out_of_order(places, asked) == [], key


def test_terms_of_a_college_sequence_are_counted_from_one_and_its_steps_in_order(region):
    steps = steps_by_sequence(region)
    for key in sequences_of(region, "college", "noncredit"):
        orders = defaultdict(list)
        for step in steps[key]:
            orders[step.values["place"]].append(step.values["order"])
        assert sorted(orders) == list(range(1, len(orders) + 1)), key
        assert all(found == list(range(1, len(found) + 1)) for found in orders.values()), key


def test_prerequisites_of_a_program_come_first_in_its_first_term(region):
    for key, steps in steps_by_sequence(region).items():
        kinds = [step.values["kind"] for step in steps]
        before = kinds.count(StepKind.PREREQUISITE)
        assert kinds[:before] == [StepKind.PREREQUISITE] * before, key
        assert all(step.values["place"] == 1 for step in steps[:before]), key


def test_part_time_is_the_same_courses_in_twice_the_terms(region):
    sequences, steps = by_key(region, "sequences"), steps_by_sequence(region)
    slow = [key for key, row in sequences.items() if row.values["pace"] == Pace.PART_TIME]

    def terms(key):
        return max(step.values["place"] for step in steps[key])

    assert len({ref(sequences[key], "program") for key in slow}) == 6
    for key in slow:
        full = key.replace(Pace.PART_TIME, Pace.FULL_TIME)
        assert [ref(step, "course") for step in steps[key]] == [
            ref(step, "course") for step in steps[full]
        ]
        assert terms(key) == 2 * terms(full)


def test_a_choice_has_more_courses_than_are_needed_all_in_one_term(region):
    found = {}
    for key, group in by_key(region, "choice_groups").items():
        members = [row for row in region.rows["sequence_steps"] if ref(row, "choice") == key]
        assert len({step.values["place"] for step in members}) == 1
        assert {ref(step, "sequence") for step in members} == {ref(group, "sequence")}
        found[key] = (group.values["required"], len(members))

    assert sorted(found.values()) == [(1, 3), (2, 4), (2, 4), (2, 4)]


def test_five_programs_have_sequences_of_two_catalog_years(region):
    years = defaultdict(set)
    for row in region.rows["sequences"]:
        years[ref(row, "program")].add(row.values["catalog_year"])

    assert Counter(len(found) for found in years.values()) == {1: 53, 2: 5}


def test_two_courses_may_share_a_number(region):
    shared = [row.values for row in region.rows["courses"] if row.values["number"] == "BUS180"]

    assert sorted((one["units_min"], one["units_max"]) for one in shared) == [(3, 3), (4, 4)]


def test_a_course_keeps_each_of_its_control_numbers_beside_the_states_own(region):
    aliases = [
        (row.values["scheme"], row.values["number"])
        for row in region.rows["course_aliases"]
        if ref(row, "course") == "math192-imperial-valley"
    ]

    assert sorted(aliases) == [
        (CourseNumbering.C_ID, "MATH 210"),
        (CourseNumbering.CONTROL, "CCC000197405"),
        (CourseNumbering.CONTROL, "CCC000571687"),
    ]


def test_each_college_course_has_a_control_number(region):
    organizations = by_key(region, "organizations")
    numbered = {
        ref(row, "course")
        for row in region.rows["course_aliases"]
        if row.values["scheme"] == CourseNumbering.CONTROL
    }

    assert numbered == {
        row.key
        for row in region.rows["courses"]
        if organizations[ref(row, "organization")].values["mis_code"]
    }


def test_course_numbers_of_2017_are_not_shown_as_taught(region):
    courses = by_key(region, "courses")
    old = {key for key, row in courses.items() if "title not on file" in row.values["title"]}
    used = {
        ref(row, "course")
        for table in ("course_offerings", "sequence_steps")
        for row in region.rows[table]
    }

    assert len(old) == 139
    assert not old & used
    assert {courses[key].values["as_of"].year for key in old} == {2017}


def test_only_titles_that_we_worded_have_spanish(region):
    organizations = by_key(region, "organizations")
    for row in region.rows["courses"]:
        is_college = bool(organizations[ref(row, "organization")].values["mis_code"])
        assert bool(row.values["title_es"]) != is_college, row


def changed(row, references):
    return Row(row.line, row.key, row.values, row.references | references)


def turned_round(row):
    """A prerequisite that says it the other way round."""
    course, required = row.references["course_id"], row.references["required_id"]
    return changed(row, {"course_id": required, "required_id": course})


def told(region, **tables):
    """What the check says is wrong once these tables hold these rows."""
    with pytest.raises(BadTables) as caught:
        region_check.check(replace(region, rows=region.rows | tables))
    return caught.value.errors


def test_check_tells_a_course_before_what_it_asks_for(region):
    first, *others = region.rows["prerequisites"]

    errors = told(region, prerequisites=[turned_round(first), *others])

    assert errors == ["courses before what they ask for: 1 where 0 are expected."]


def test_check_tells_courses_that_ask_for_each_other(region):
    first, *others = region.rows["prerequisites"]

    errors = told(region, prerequisites=[first, turned_round(first), *others])

    assert "courses that ask for each other in a circle: 2 where 0 are expected." in errors


def test_check_tells_what_a_real_course_is_said_to_ask_for(region):
    first, *others = region.rows["prerequisites"]
    real = changed(first, {"required_id": ("courses", "auto-099-cuyamaca")})

    errors = told(region, prerequisites=[real, *others])

    assert errors == ["prerequisites of real courses: 1 where 0 are expected."]


def test_check_tells_a_step_that_stands_in_another_sequences_choice(region):
    first, *others = region.rows["sequence_steps"]
    choice = ("choice_groups", region.rows["choice_groups"][0].key)

    errors = told(region, sequence_steps=[changed(first, {"choice_id": choice}), *others])

    assert errors == ["choices of another sequence: 1 where 0 are expected."]
