"""The region's whole paths: what joins programs in the tables, walked step by step.

Reads fixtures/ itself, without a database; loading the tables is `test_region_loader`'s subject.
"""

from collections import Counter, defaultdict, deque

import pytest

from partners.enums import OrganizationKind, Segment
from programs.enums import OPEN_TO_STUDENTS, Award, Household, LinkBasis
from programs.tests.region_rows import read, ref

COUNTY, AREA = "06073", "san-diego-county"
NURSES = "soc/2018/29-1141"
# A program's first occupations are those of its graduates; further ones take years of work.
FIRST_RANKS = 2
STARTS = (Segment.MIDDLE_SCHOOL, Segment.ADULT_EDUCATION)
SECTORS = [
    *("HLTH", "ICTD", "ADVM", "ADTR", "BUSE", "EDHD"),
    *("PUBS", "RHTO", "AWET", "LSBT", "ECUT", "GTRD"),
]


@pytest.fixture(scope="module")
def region():
    return read()


def living_wage(region):
    """The newest hourly wage that one adult needs in San Diego County, in dollars."""
    found = {
        row.values["year"]: row.values["hourly"]
        for row in region.rows["wage_benchmarks"]
        if ref(row, "county") == COUNTY and row.values["household"] == Household.SINGLE_ADULT
    }
    return found[max(found)]


def wages(region):
    """Median hourly pay in San Diego County by occupation, in dollars."""
    return {
        ref(row, "occupation"): row.values["hourly_p50"]
        for row in region.rows["figures"]
        if ref(row, "area") == AREA and row.values["hourly_p50"] is not None
    }


def on_pathway(region):
    """Programs by pathway; a made-up place of a real program does not count."""
    programs = {row.key: row.values for row in region.rows["programs"]}
    found = defaultdict(set)
    for row in region.rows["pathway_programs"]:
        program = ref(row, "program")
        if programs[program]["is_sample"] or not row.values["is_sample"]:
            found[ref(row, "pathway")].add(program)
    return found


def next_programs(region):
    """The programs that follow each program."""
    found = defaultdict(list)
    for row in region.rows["program_links"]:
        if ref(row, "to_program"):
            found[ref(row, "from_program")].append(ref(row, "to_program"))
    return found


def whole_path(region, sector):
    """(pathway, programs from the first to the last, occupation, its pay); None if there is none.

    From a program of a middle or adult school, link by link, all on one pathway, to a college
    program of the sector whose first occupations include one paying the living wage. The shortest.
    """
    programs = {row.key: row for row in region.rows["programs"]}
    paid, least = wages(region), living_wage(region)
    jobs, following = defaultdict(list), next_programs(region)
    for row in sorted(region.rows["program_occupations"], key=lambda row: row.values["rank"]):
        occupation = ref(row, "occupation")
        if row.values["rank"] <= FIRST_RANKS and paid.get(occupation, 0) >= least:
            jobs[ref(row, "program")].append(occupation)
    paths = []
    for pathway, here in on_pathway(region).items():
        is_open = {one for one in here if programs[one].values["availability"] in OPEN_TO_STUDENTS}
        todo = deque([one] for one in sorted(is_open) if programs[one].values["segment"] in STARTS)
        seen = {path[0] for path in todo}
        while todo:
            path = todo.popleft()
            last = programs[path[-1]]
            is_college = last.values["segment"] == Segment.COLLEGE
            if is_college and ref(last, "sector") == sector and jobs[last.key]:
                job = jobs[last.key][0]
                paths.append((pathway, path, job, paid[job]))
                break
            for step in following[last.key]:
                if step in is_open and step not in seen:
                    seen.add(step)
                    todo.append([*path, step])
    return min(paths, key=lambda found: (len(found[1]), found[0]), default=None)


def test_every_sector_is_asked(region):
    assert {row.key for row in region.rows["sectors"]} == set(SECTORS)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_has_a_whole_path_from_school_to_a_job_that_pays_a_living_wage(region, sector):
    found = whole_path(region, sector)

    assert found is not None
    _pathway, path, _job, pay = found
    assert len(path) > 1
    assert pay >= living_wage(region)


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("patient-care-escondido-high", id="ninth-grader"),
        pytest.param(
            "esl-for-the-workplace-robert-f-morales-adult-education-center",
            id="adult-school student who learns English",
        ),
        pytest.param("licensed-vocational-nursing-miracosta-certificate", id="working adult"),
    ],
)
def test_three_kinds_of_students_can_become_registered_nurses(region, start):
    following = next_programs(region)
    first = {
        ref(row, "program")
        for row in region.rows["program_occupations"]
        if ref(row, "occupation") == NURSES and row.values["rank"] == 1
    }
    reached, todo = {start}, deque([start])
    while todo:
        for step in following[todo.popleft()]:
            if step not in reached:
                reached.add(step)
                todo.append(step)

    assert start not in first
    assert reached & first


def test_links_never_lead_back(region):
    following = next_programs(region)
    waits_for = Counter(step for steps in following.values() for step in steps)
    ready = deque(one for one in following if not waits_for[one])
    done = 0
    while ready:
        done += 1
        for step in following.get(ready.popleft(), ()):
            waits_for[step] -= 1
            if not waits_for[step]:
                ready.append(step)

    assert done == len({*following, *waits_for})


def test_every_link_says_that_it_is_made_up(region):
    assert {
        (row.values["basis"], row.values["is_sample"]) for row in region.rows["program_links"]
    } == {(LinkBasis.SAMPLE, True)}


def test_each_transfer_degree_leads_to_a_university(region):
    kinds = {row.key: row.values["kind"] for row in region.rows["organizations"]}
    leading = {
        ref(row, "from_program")
        for row in region.rows["program_links"]
        if kinds.get(ref(row, "destination")) == OrganizationKind.UNIVERSITY
    }
    degrees = {
        row.key
        for row in region.rows["programs"]
        if row.values["award"] == Award.TRANSFER_DEGREE
        and row.values["availability"] in OPEN_TO_STUDENTS
    }

    assert degrees <= leading


def test_links_end_at_apprenticeships_too(region):
    kinds = {row.key: row.values["kind"] for row in region.rows["organizations"]}
    ends = Counter(
        kinds[ref(row, "destination")]
        for row in region.rows["program_links"]
        if ref(row, "destination")
    )

    assert set(ends) == {OrganizationKind.UNIVERSITY, OrganizationKind.APPRENTICESHIP}
