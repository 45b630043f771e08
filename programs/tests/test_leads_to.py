"""Which occupations come first: the rule in sentences."""

import pytest

from programs.enums import Award, EntryEducation
from programs.leads_to import (
    MOST,
    Candidate,
    asks_for_more,
    is_entered,
    is_named,
    leads_to,
    needs_second_hand,
    second_hand,
    stems,
)

HIGH_SCHOOL, BACHELOR = EntryEducation.HIGH_SCHOOL, EntryEducation.BACHELOR
NURSE = Candidate("29-1141", "Registered Nurses", BACHELOR, 3)
NURSE_INSTRUCTOR = Candidate("25-1072", "Nursing Instructors", EntryEducation.DOCTORAL, 5)
HEALTH_MANAGER = Candidate("11-9111", "Medical and Health Services Managers", BACHELOR, 4)
NO_MATCH = Candidate("99-9999", "NO MATCH", None, None)
WELDER = Candidate("51-4121", "Welders, Cutters, Solderers, and Brazers", HIGH_SCHOOL, 2)
OTHER_METAL = Candidate("51-4199", "Metal Workers, All Other", HIGH_SCHOOL, 2)
FIREFIGHTER = Candidate("33-2011", "Firefighters", EntryEducation.POSTSECONDARY_AWARD, 3)
FIRE_SUPERVISOR = Candidate(
    "33-1021", "First-Line Supervisors of Firefighting Workers", EntryEducation.HIGH_SCHOOL, 3
)
PRESCHOOL_TEACHER = Candidate(
    "25-2011",
    "Preschool Teachers, Except Special Education",
    EntryEducation.ASSOCIATE,
    3,
    aliases=("Early Childhood Teacher",),
)
PHYSICIAN = Candidate("29-1216", "General Internal Medicine Physicians", EntryEducation.DOCTORAL, 5)


def order(candidates, title="Anything", field=(), award=Award.ASSOCIATE):
    return leads_to(title=title, field_titles=field, award=award, candidates=candidates)


def test_nursing_leads_to_registered_nurses_first():
    found = order(
        [HEALTH_MANAGER, NURSE_INSTRUCTOR, NURSE, PHYSICIAN], "Nursing", ["Registered Nursing"]
    )

    assert found == ["29-1141", "11-9111"]


@pytest.mark.parametrize(
    "never",
    [
        pytest.param(NURSE_INSTRUCTOR, id="instructors of the subject"),
        pytest.param(NO_MATCH, id="no match"),
        pytest.param(Candidate("55-3018", "Special Forces", None, None), id="military"),
    ],
)
def test_some_never_lead_even_alone(never):
    assert order([never], title=never.title) == []


def test_teachers_of_children_are_jobs_a_graduate_enters():
    assert order([PRESCHOOL_TEACHER], "Early Care and Education") == ["25-2011"]


def test_named_by_the_title_comes_before_what_is_only_within_reach():
    clerk = Candidate("43-9061", "Office Clerks", HIGH_SCHOOL, 2)

    assert order([clerk, WELDER], "Welding Technology") == ["51-4121", "43-9061"]


def test_the_beginning_of_a_word_names_it_too():
    clerk = Candidate("11-0001", "Zoo Keepers", HIGH_SCHOOL, 2)

    assert order([clerk, FIREFIGHTER], "Fire Technology")[0] == "33-2011"


def test_supervisors_come_after_those_they_supervise():
    assert order([FIRE_SUPERVISOR, FIREFIGHTER], "Fire Technology") == ["33-2011", "33-1021"]


def test_all_other_comes_after_the_occupation_with_a_name():
    clerk = Candidate("51-9999", "Polishers", HIGH_SCHOOL, 2)

    assert order([OTHER_METAL, clerk]) == ["51-9999", "51-4199"]


def test_far_more_education_than_the_award_is_left_out():
    assert order([PHYSICIAN, WELDER]) == ["51-4121"]


def test_far_more_education_stays_when_nothing_else_is_left():
    assert order([PHYSICIAN]) == ["29-1216"]


def test_a_certificate_reaches_less_far_than_a_degree():
    hygienist = Candidate("29-1292", "Dental Hygienists", EntryEducation.ASSOCIATE, 3)
    assistant = Candidate("31-9091", "Dental Assistants", EntryEducation.POSTSECONDARY_AWARD, 3)

    assert order([hygienist, assistant], "Health", award=Award.ASSOCIATE)[0] == "29-1292"
    assert order([hygienist, assistant], "Health", award=Award.CERTIFICATE_LONG)[0] == "31-9091"


def test_the_code_closest_to_the_title_decides_between_equals():
    baker = Candidate("51-3011", "Bakers", HIGH_SCHOOL, 2, via=("Baking and Pastry Arts",))
    chef = Candidate("35-1011", "Chefs", HIGH_SCHOOL, 3, via=("Culinary Arts/Chef Training",))
    field = ["Culinary Arts/Chef Training", "Baking and Pastry Arts"]

    assert order([baker, chef], "Culinary Arts", field) == ["35-1011", "51-3011"]


def test_another_name_for_the_occupation_counts():
    barber = Candidate("39-5011", "Barbers", HIGH_SCHOOL, 3)
    skin = Candidate("39-5094", "Skincare Specialists", HIGH_SCHOOL, 3, aliases=("Esthetician",))

    assert order([barber, skin], "Esthetician", ["Cosmetology"]) == ["39-5094", "39-5011"]


def test_job_zone_stands_in_where_entry_education_is_not_on_file():
    low = Candidate("51-0002", "Zippers", None, 1)
    high = Candidate("51-0001", "Archers", None, 4)

    assert order([high, low]) == ["51-0002", "51-0001"]


def test_no_more_than_a_handful_is_named():
    many = [Candidate(f"51-{n:04d}", f"Job {n}", HIGH_SCHOOL, 2) for n in range(MOST + 3)]

    assert len(order(many)) == MOST


def test_order_does_not_depend_on_the_order_given():
    candidates = [FIRE_SUPERVISOR, FIREFIGHTER, WELDER, OTHER_METAL]

    assert order(candidates) == order(candidates[::-1])


def test_second_hand_is_asked_when_fewer_than_two_can_be_entered():
    assert needs_second_hand([FIRE_SUPERVISOR, FIREFIGHTER], Award.ASSOCIATE)
    assert not needs_second_hand([FIREFIGHTER, WELDER], Award.ASSOCIATE)


def test_second_hand_counts_only_what_the_program_names_and_a_graduate_enters():
    found = second_hand(
        [PRESCHOOL_TEACHER, WELDER, FIRE_SUPERVISOR],
        title="Early Care and Education",
        field_titles=["Child Care Provider"],
        award=Award.ASSOCIATE,
    )

    assert found == [PRESCHOOL_TEACHER]


def test_entered_means_within_one_level_of_the_award_and_leading_nobody():
    assert is_entered(NURSE, Award.ASSOCIATE)
    assert not is_entered(NURSE, Award.CERTIFICATE_LONG)
    assert not is_entered(HEALTH_MANAGER, Award.ASSOCIATE)


@pytest.mark.parametrize(
    ("title", "occupation", "named"),
    [
        ("Medical Office Assistant", "Medical Assistants", True),
        ("Medical Office", "Medical Assistants", False),
        ("Barbering", "Barbers", False),  # one word is too little to go by
        ("Media and Communication", "Media and Communication Workers, All Other", False),
    ],
)
def test_a_title_names_an_occupation_in_full(title, occupation, named):
    assert is_named(title, Candidate("31-9092", occupation, None, 3)) is named


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Welding Technology", {"weld"}),
        ("Accounting", {"account"}),
        ("Accountants and Auditors", {"account", "audit"}),
        ("Nurses", {"nurs"}),
        ("Nursing", {"nurs"}),
    ],
)
def test_stems_are_the_telling_words_without_endings(title, expected):
    assert stems(title) == expected


def test_a_level_above_the_award_weighs_against_the_name():
    bookkeeper = Candidate("43-3031", "Bookkeeping and Accounting Clerks", HIGH_SCHOOL, 3)
    accountant = Candidate("13-2011", "Accountants and Auditors", BACHELOR, 4)

    assert order([accountant, bookkeeper], "Accounting") == ["43-3031", "13-2011"]


def test_a_job_that_the_title_names_in_full_may_take_two_levels_more():
    artist = Candidate("27-1013", "Fine Artists", HIGH_SCHOOL, 3)
    designer = Candidate("27-1024", "Graphic Designers", BACHELOR, 4)

    found = order([artist, designer], "Graphic Design", award=Award.CERTIFICATE_LONG)

    assert found == ["27-1024", "27-1013"]


@pytest.mark.parametrize(
    ("education", "award", "more"),
    [
        (EntryEducation.BACHELOR, Award.ASSOCIATE, True),
        (EntryEducation.ASSOCIATE, Award.TRANSFER_DEGREE, False),
        (EntryEducation.ASSOCIATE, Award.CERTIFICATE_SHORT, True),
        (None, Award.ASSOCIATE, False),
        (EntryEducation.MASTER, None, False),
    ],
)
def test_asks_for_more_compares_usual_education_with_the_award(education, award, more):
    assert asks_for_more(education, award) is more
