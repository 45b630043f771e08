"""Each check of the method's section 5, one by one."""

import re

import pytest

from equity.enums import SourceStatus
from equity.importing import Refused, names
from equity.models import Dimension, Release, Slice
from equity.models.raw import RawCell
from equity.tests.factories import GroupFactory, SourceLabelFactory
from partners.enums import Segment
from partners.tests.factories import OrganizationFactory, RegionFactory

PLACE = "2022-23,cc,Example College,,completed_9_cte_units"
ALL = f"{PLACE},all,all,300,120"


def refused(load_rows, *rows, **given):
    with pytest.raises(Refused) as caught:
        load_rows(*rows, **given)
    assert not Release.objects.exists()
    return caught.value.sentences


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{PLACE},gender,Female,160,170", "the numerator is larger than the denominator."),
        (f"{PLACE},gender,Female,-5,3", "not a whole number"),
        (f"{PLACE},gender,Female,1e3,3", "not a whole number"),
        (f"{PLACE},gender,Female,,3", "the denominator is missing"),
        (f"{PLACE},gender,Female,160,", "the numerator is missing"),
        (f"{PLACE},gender,Female,c,12", "write the same for the other number"),
        (f"{PLACE},gender,Female,*,c", "write c for a suppressed count"),
        (f"{PLACE},gender,Femle,160,60", "unknown group “Femle” of the dimension gender"),
        (f"{PLACE},gender,=1+1,160,60", "starts with “=”, as a formula does"),
        ("2022-23,cc,+SUM(A1),,completed_9_cte_units,gender,Male,1,1", "starts with “+”"),
        ("2022-23,cc,Nowhere,,completed_9_cte_units,all,all,1,1", "no organization or county"),
        ("2022-23,cc,,,completed_9_cte_units,all,all,1,1", "the organization is missing"),
        ("2022-23,cc,Example College,X,completed_9_cte_units,all,all,1,1", "no pathway “X”"),
        ("2022-23,cc,Example College,,nothing,all,all,1,1", "unknown metric “nothing”"),
        ("2022-24,cc,Example College,,completed_9_cte_units,all,all,1,1", "Write it like 2022-23"),
        ("2090-91,cc,Example College,,completed_9_cte_units,all,all,1,1", "is in the future"),
        ("2001-02,cc,Example College,,completed_9_cte_units,all,all,1,1", "older than 15 years"),
        ("2022-23,cc,Example College,,completers,all,all,10,", "leave the denominator empty"),
        (f"{PLACE},gender,{'x' * 201},1,1", "it takes 200 at most"),
    ],
)
def test_a_bad_row_is_named_with_its_line(load_rows, row, said):
    sentences = refused(load_rows, ALL, row)

    (sentence,) = [one for one in sentences if said in one]
    assert sentence.startswith("Line 3: ")


def test_a_slice_has_a_row_of_all_students(load_rows):
    (sentence,) = refused(load_rows, f"{PLACE},gender,Female,160,60")

    assert sentence.startswith("Line 2: there is no row of all students")


def test_the_row_of_all_students_is_there_once(load_rows):
    (sentence,) = refused(load_rows, ALL, f"{PLACE},all,All students,300,120")

    assert sentence == "Line 3: the same key as line 2."


@pytest.mark.parametrize(
    ("male", "said"),
    [
        ("140,61", "numerator of 121, but the row of all students says 120"),
        ("141,60", "denominator of 301, but the row of all students says 300"),
        ("140,60", None),
        ("c,c", None),
        ("x,x", None),
        ("140,c", None),
    ],
)
def test_groups_add_up_to_the_row_of_all_students_unless_one_is_not_given(load_rows, male, said):
    rows = [ALL, f"{PLACE},gender,Female,160,60", f"{PLACE},gender,Male,{male}"]

    if said is None:
        assert load_rows(*rows).rows == 3
    else:
        (sentence,) = refused(load_rows, *rows)
        assert said in sentence


def test_groups_of_an_overlapping_dimension_need_not_add_up(load_rows):
    Dimension.objects.filter(code="gender").update(overlapping=True)

    assert load_rows(ALL, f"{PLACE},gender,Female,160,60").rows == 2


def test_what_does_not_apply_counts_nobody(load_rows):
    rows = [
        f"{PLACE},gender,Female,160,60",
        f"{PLACE},gender,Male,140,60",
        f"{PLACE},gender,Nonbinary,z,z",
    ]

    load_rows(ALL, *rows)

    assert RawCell.objects.get(source_status=SourceStatus.NOT_APPLICABLE).n is None


def test_a_composition_has_its_count_alone(load_rows):
    load_rows("2022-23,cc,Example College,,completers,all,all,,41")

    cell = RawCell.objects.get()
    assert (cell.n, cell.s) == (41, None)


def test_a_published_rate_has_its_percent_and_no_other_metric_has(load_rows):
    header = "cohort,segment,organization,metric,dimension,group,denominator,numerator,rate_pct"
    place = "2022-23,hs,Imperial County"
    wrong = refused(
        load_rows,
        f"{place},graduation,all,all,3000,,101",
        f"{place},completed_2_cte_courses,all,all,3000,20,85.4",
        "2021-22,hs,Imperial,graduation,all,all,3000,,",
        "2020-21,hs,Imperial,graduation,all,all,3000,20,85.4",
        header=header,
    )
    assert [re.match(r"Line (\d)", one)[1] for one in wrong] == ["2", "3", "4", "5"]

    load_rows(f"{place},graduation,all,all,3000,,85.4", header=header)

    assert str(RawCell.objects.get().rate_pct) == "85.40"
    assert Slice.objects.get().county.name == "Imperial"


@pytest.mark.parametrize("written", ["999", "example-college", "EXAMPLE  college", "ExC", "Ex. C."])
def test_an_organization_goes_by_its_names_and_codes(load_text, load_rows, written):
    college = names.Organization.objects.get(name="Example College")
    college.short_name, college.aliases = "ExC", ["Ex. C."]
    college.save()

    load_rows(f"2022-23,college,{written},,completed_9_cte_units,all,all,300,120")

    one = Slice.objects.get()
    assert (one.organization, one.segment) == (college, Segment.COLLEGE)


def test_a_name_of_several_organizations_goes_by_the_segment_or_is_asked_back(load_rows):
    OrganizationFactory(name="Example College", slug="other", segments=[Segment.HIGH_SCHOOL])
    load_rows(ALL)
    assert Slice.objects.get().organization.slug == "example-college"
    OrganizationFactory(name="Example College", slug="third", segments=[Segment.COLLEGE])

    with pytest.raises(Refused, match="the name of several organizations"):
        load_rows(ALL, "")


def test_the_region_goes_by_its_word(load_rows):
    region = names.Region.objects.first() or RegionFactory()

    load_rows("2022-23,cc,Region,,completed_9_cte_units,all,all,300,120")

    assert Slice.objects.get().region == region


def test_a_group_goes_by_what_a_source_calls_it(load_rows):
    group = GroupFactory(dimension__code="race", label="Latinx")
    SourceLabelFactory(group=group, label="Hispanic")

    load_rows(ALL, f"{PLACE},race,hispanic,300,120")

    assert RawCell.objects.filter(group=group).count() == 1


def test_only_200_problems_are_printed_and_the_rest_counted(load_rows):
    sentences = refused(load_rows, *[f"{PLACE},eye_color,{n},1,1" for n in range(250)])

    assert len(sentences) == 201
    assert sentences[-1] == "and 50 more."
