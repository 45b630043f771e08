"""Which occupations awards in a program code are counted for."""

import pytest

from programs.enums import EntryEducation, LeftOut, SupplyBasis
from programs.labor.supply import Trained, supplied, why_left_out
from programs.leads_to import Candidate


def occupation(code, title, education=EntryEducation.ASSOCIATE):
    return {code: Candidate(code=code, title=title, entry_education=education, job_zone=None)}


def counted(candidates, *titles, reached=None, licensed=(), degrees=()):
    reached = frozenset(candidates if reached is None else reached)
    trained = Trained(titles=(*titles, *degrees), reached=reached, degrees=degrees)
    return supplied(trained, candidates, set(licensed))


def test_what_a_crosswalk_reaches_at_an_associate_degree_is_counted():
    hygienists = occupation("29-1292", "Dental Hygienists")

    assert counted(hygienists, "Dental Hygienist") == {"29-1292": SupplyBasis.CROSSWALK}


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(occupation("25-1072", "Nursing Instructors"), id="instructors"),
        pytest.param(occupation("11-9111", "Health Services Managers"), id="managers"),
        pytest.param(occupation("29-2099", "Technicians, All Other"), id="all other"),
        pytest.param(occupation("55-1011", "Flight Officers"), id="military"),
        pytest.param(
            occupation("29-1171", "Nurse Practitioners", EntryEducation.MASTER),
            id="more than an associate degree",
        ),
    ],
)
def test_what_a_graduate_does_not_enter_is_left_out(left_out):
    assert counted(left_out, "Nursing") == {}


def test_a_license_opens_a_job_above_the_degree_if_an_associate_degree_names_it_in_full():
    nurses = occupation("29-1141", "Registered Nurses", EntryEducation.BACHELOR)

    def by(*titles, degrees=(), licensed=("29-1141",)):
        return counted(nurses, *titles, degrees=degrees, licensed=licensed)

    assert by(degrees=("Registered Nursing",)) == {"29-1141": SupplyBasis.CROSSWALK}
    assert by(degrees=("Registered Nursing",), licensed=()) == {}
    assert by(degrees=("Health Sciences",)) == {}
    assert by("Registered Nursing") == {}  # the code or a certificate names it, no degree does


def test_a_title_that_names_the_job_in_full_counts_without_a_crosswalk():
    assistants = occupation("31-9091", "Dental Assistants")

    assert counted(assistants, "Health", "Dental Assistant", reached=[]) == {
        "31-9091": SupplyBasis.TITLE
    }
    assert counted(assistants, "Dental Studies", reached=[]) == {}


@pytest.mark.parametrize(
    ("code", "title", "education", "reason"),
    [
        ("25-1072", "Nursing Instructors", EntryEducation.DOCTORAL, LeftOut.TEACHES),
        ("55-1011", "Flight Officers", None, LeftOut.MILITARY),
        ("99-9999", "NO MATCH", None, LeftOut.NO_MATCH),
        ("11-9111", "Health Services Managers", EntryEducation.BACHELOR, LeftOut.LEADS),
        ("43-1011", "First-Line Supervisors", EntryEducation.HIGH_SCHOOL, LeftOut.LEADS),
        ("29-2099", "Technicians, All Other", EntryEducation.ASSOCIATE, LeftOut.GENERAL),
        ("29-1171", "Nurse Practitioners", EntryEducation.MASTER, LeftOut.EDUCATION),
        ("29-1292", "Dental Hygienists", EntryEducation.ASSOCIATE, None),
    ],
)
def test_what_is_left_out_has_one_reason(code, title, education, reason):
    one = Candidate(code=code, title=title, entry_education=education, job_zone=None)

    assert why_left_out(one) == reason
