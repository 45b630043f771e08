"""What the region's tables must hold, counted: a slip in a table shows here before it is loaded."""

from collections import Counter, defaultdict

from partners.enums import Operating, OrganizationKind, Segment
from programs.enums import Availability, CourseNumbering
from programs.region.files import BadTables, Region
from programs.region.path_check import path_counts
from programs.sequences import Asked, circle, out_of_order

COLLEGES = (OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION)
SCHOOLS = (OrganizationKind.SCHOOL, OrganizationKind.ADULT_SCHOOL)


def counts(region: Region):
    """(what, found, expected) for each count that the sources fix."""
    rows = {name: [row.values for row in table] for name, table in region.rows.items()}
    organizations = rows["organizations"]
    kinds_of = {one["slug"]: one["kind"] for one in organizations}
    kinds = Counter(kinds_of.values())
    programs = [one for one in rows["programs"] if not one["is_sample"]]
    codes = Counter(row.references["code_set_id"][1] for row in region.rows["codes"])
    years = {one["academic_year"] for one in rows["awards"]}
    # The college of continuing education is in the state's school directory too.
    open_schools = sum(
        one["operating"] == Operating.OPEN and one["cds_code"] is not None
        for one in organizations
        if one["kind"] in (*SCHOOLS, OrganizationKind.CONTINUING_EDUCATION)
    )
    areas = [one for one in programs if one["is_program_area"]]
    return [
        ("colleges", sum(kinds[kind] for kind in COLLEGES), 10),
        ("college districts", kinds[OrganizationKind.COLLEGE_DISTRICT], 6),
        ("open schools and adult schools", open_schools, 337),
        ("counties", len(rows["counties"]), 2),
        ("ZIP codes", sum(one["kind"] == "zip" for one in rows["places"]), 130),
        ("regional sectors", len(rows["sectors"]), 12),
        ("state industry sectors", codes["cte_sector/2013"], 15),
        ("state pathways", codes["cte_pathway/2013"], 58),
        ("college and noncredit programs", len(programs), 609),
        ("of these program areas", len(areas), 313),
        ("program areas with an award or units", sum(map(_has_award, areas)), 0),
        ("programs closed to students", sum(map(_is_closed, programs)), 11),
        ("programs below college that are not sample", sum(map(_is_below_college, programs)), 0),
        ("NO MATCH occupations", sum(map(_is_no_match, region.rows["occupations"])), 0),
        ("academic years of awards", len(years), 10),
        ("terms without Spanish", sum(not one["definition_es"] for one in rows["terms"]), 0),
        ("occupations without Spanish", sum(not one["title_es"] for one in rows["occupations"]), 0),
        *_goal_counts(rows),
        *_course_counts(region, rows, kinds_of),
        *path_counts(region),
    ]


def check(region: Region):
    """The counts; raises BadTables naming those that are not as expected."""
    found = counts(region)
    wrong = [
        f"{what}: {have} where {want} are expected." for what, have, want in found if have != want
    ]
    if wrong:
        raise BadTables(wrong)
    return found


def _course_counts(region, rows, kinds_of):
    """As `counts`, of courses and sequences."""
    sample = {one["slug"] for one in rows["courses"] if one["is_sample"]}
    owners = Counter(
        kinds_of[row.references["organization_id"][1]] in COLLEGES
        for row in region.rows["courses"]
        if row.key not in sample
    )
    schemes = Counter(one["scheme"] for one in rows["course_aliases"])
    asked = [_asked(row) for row in region.rows["prerequisites"]]
    places = defaultdict(dict)
    for row in region.rows["sequence_steps"]:
        course, sequence = (row.references[name][1] for name in ("course_id", "sequence_id"))
        places[sequence][course] = row.values["place"]
    return [
        ("college courses", owners[True], 247),
        ("course numbers of San Diego Unified, 2017", owners[False], 139),
        ("sample courses", len(sample), 97),
        ("C-ID numbers of courses", schemes[CourseNumbering.C_ID], 59),
        ("state control numbers of courses", schemes[CourseNumbering.CONTROL], 259),
        ("programs with a sequence", len({_program(row) for row in region.rows["sequences"]}), 58),
        ("sequences that are not sample", sum(not s["is_sample"] for s in rows["sequences"]), 0),
        (
            "prerequisites of real courses",
            sum(not {a.course, a.required} <= sample for a in asked),
            0,
        ),
        ("courses that ask for each other in a circle", len(circle(asked)), 0),
        (
            "courses before what they ask for",
            sum(len(out_of_order(several, asked)) for several in places.values()),
            0,
        ),
        ("choices of another sequence", sum(map(_is_astray, region.rows["sequence_steps"])), 0),
    ]


def _goal_counts(rows):
    """As `counts`, of goals: those of 2020-21 as set out then, nothing made up as if decided."""
    goals, actions = rows["goals"], rows["action_items"]
    historical = [goal for goal in goals if goal["is_historical"]]
    numbers = [goal for goal in goals if goal["target"] is not None or goal["baseline"] is not None]
    spanish = [("statement", goals), ("outcome", goals), ("unit", goals), ("text", actions)]
    return [
        ("goals of 2020-21", len(historical), 6),
        ("of these with a number", sum(goal["is_historical"] for goal in numbers), 0),
        ("goals with numbers that are not sample", sum(not one["is_sample"] for one in numbers), 0),
        ("actions that are not sample", sum(not one["is_sample"] for one in actions), 0),
        (
            "texts of goals and actions without Spanish",
            sum(bool(one[name]) and not one[f"{name}_es"] for name, of in spanish for one in of),
            0,
        ),
    ]


def _asked(row):
    course, required = (row.references[name][1] for name in ("course_id", "required_id"))
    return Asked(course, required, row.values["kind"], row.values["alternative"])


def _program(row):
    return row.references["program_id"][1]


def _is_astray(row):
    """Whether a step is one of a choice in a sequence that it does not belong to."""
    choice = row.references.get("choice_id")
    _, sequence = row.references["sequence_id"]
    return bool(choice) and not choice[1].startswith(f"{sequence}/")


def _has_award(program):
    return program["award"] is not None or program["units_min"] is not None


def _is_closed(program):
    return program["availability"] not in (Availability.OFFERED, Availability.APPROVED)


def _is_below_college(program):
    return program["segment"] not in (Segment.COLLEGE, Segment.NONCREDIT)


def _is_no_match(row):
    return row.key.rpartition("/")[2].startswith("99-")
