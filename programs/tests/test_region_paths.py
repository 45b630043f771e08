"""The region's whole paths: what joins programs in the tables, walked step by step.

Reads fixtures/ itself, without a database; loading the tables is `test_region_loader`'s subject.
"""

from collections import Counter, defaultdict, deque
from typing import NamedTuple

import pytest

from partners.enums import OrganizationKind, Segment
from programs.enums import OPEN_TO_STUDENTS, Award, Household, LinkBasis
from programs.tests.region_rows import read, ref

COUNTY, AREA = "06073", "san-diego-county"
NURSES = "soc/2018/29-1141"
STARTS = (Segment.MIDDLE_SCHOOL, Segment.ADULT_EDUCATION)


class Path(NamedTuple):
    """Where a sector's whole path is shown: what the page opens with is asked in e2e/test_paths."""

    pathway: str
    college: str
    occupation: str  # the SOC code of the job at its end


PATHS = {
    "HLTH": Path("healthcare-administrative-services", "southwestern-college", "29-2072"),
    "ICTD": Path("information-support-and-services", "san-diego-mesa-college", "15-1211"),
    "ADVM": Path("welding-and-materials-joining", "palomar-college", "51-4121"),
    "ADTR": Path("systems-diagnostics-service-and-repair", "cuyamaca-college", "49-3023"),
    "BUSE": Path("financial-services", "san-diego-mesa-college", "43-3031"),
    "EDHD": Path("family-and-human-services", "palomar-college", "21-1021"),
    "PUBS": Path("emergency-response", "palomar-college", "33-2011"),
    "RHTO": Path("food-service-and-hospitality", "grossmont-college", "35-1011"),
    "AWET": Path("environmental-resources", "cuyamaca-college", "51-8031"),
    "LSBT": Path("biotechnology", "miracosta-college", "19-4021"),
    "ECUT": Path("mechanical-systems-installation-and-repair", "san-diego-city-college", "49-9021"),
    "GTRD": Path("international-business", "grossmont-college", "13-1199"),
}


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
    """Programs from the first to the last of a sector's path; None if there is none.

    From a program of a middle or adult school, link by link, all on the pathway, to a program of
    the sector at the college, whose first occupation is the job: that of most of its graduates,
    and the one that the page of the pathway names. The shortest.
    """
    programs = {row.key: row for row in region.rows["programs"]}
    aim, following = PATHS[sector], next_programs(region)
    ending = {
        ref(row, "program")
        for row in region.rows["program_occupations"]
        if row.values["rank"] == 1 and ref(row, "occupation") == f"soc/2018/{aim.occupation}"
    }
    here = on_pathway(region)[aim.pathway]
    is_open = {one for one in here if programs[one].values["availability"] in OPEN_TO_STUDENTS}
    todo = deque([one] for one in sorted(is_open) if programs[one].values["segment"] in STARTS)
    seen = {path[0] for path in todo}
    while todo:
        path = todo.popleft()
        last = programs[path[-1]]
        place = (ref(last, "organization"), ref(last, "sector"))
        if last.key in ending and place == (aim.college, sector):
            return path
        for step in following[last.key]:
            if step in is_open and step not in seen:
                seen.add(step)
                todo.append([*path, step])
    return None


def test_every_sector_is_asked(region):
    assert {row.key for row in region.rows["sectors"]} == set(PATHS)


@pytest.mark.parametrize("sector", PATHS)
def test_a_sector_has_a_whole_path_from_school_to_the_job_of_a_real_program(region, sector):
    samples = {row.key for row in region.rows["programs"] if row.values["is_sample"]}

    path = whole_path(region, sector)

    assert path is not None
    assert len(path) > 1
    assert path[-1] not in samples


@pytest.mark.parametrize("sector", PATHS)
def test_the_job_pays_the_living_wage_of_the_county_of_the_college(region, sector):
    aim = PATHS[sector]
    counties = {row.key: ref(row, "county") for row in region.rows["organizations"]}

    assert counties[aim.college] == COUNTY
    assert wages(region)[f"soc/2018/{aim.occupation}"] >= living_wage(region)


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
