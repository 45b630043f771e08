"""The region's agreements, credit, help and work: what the tables must say, counted a second way.

Reads fixtures/ itself, without a database; loading the tables is `test_region_loader`'s subject.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from types import SimpleNamespace

import pytest

from partners.enums import InventoryKind, InventoryState
from programs import agreements
from programs.enums import AgreementState, Mechanism, SkillGroup, SkillKind
from programs.region import check as region_check
from programs.region.files import BadTables, Row
from programs.tests.region_rows import read, ref


@pytest.fixture(scope="module")
def region():
    return read()


def test_four_agreements_are_marked_active_though_their_last_year_is_over(region):
    found = [
        row.key
        for row in region.rows["agreements"]
        if row.values["state"] == AgreementState.ACTIVE
        and agreements.last_year(SimpleNamespace(**row.values)) < "2026-27"
    ]

    assert sorted(found) == ["art002", "art016", "art024", "art025"]


def test_an_ended_agreement_ended_on_the_last_day_of_its_last_year(region):
    found = {
        row.key: (row.values["years_through"], str(row.values["ended_on"]))
        for row in region.rows["agreements"]
        if row.values["state"] == AgreementState.ENDED
    }

    assert found == {"art003": ("2024-25", "2025-06-30"), "art011": ("2023-24", "2024-06-30")}


def test_agreements_show_each_mechanism_and_shape(region):
    mechanisms = {row.values["mechanism"] for row in region.rows["agreements"]}
    sent = Counter(ref(row, "agreement") for row in region.rows["sending_courses"])
    given = Counter(ref(row, "agreement") for row in region.rows["receiving_courses"])

    assert mechanisms == set(Mechanism)
    assert max(sent.values()) == max(given.values()) == 2


def test_whoever_signed_did_so_in_the_order_of_the_chain(region):
    chains = defaultdict(list)
    for row in region.rows["signatures"]:
        chains[ref(row, "agreement")].append((row.values["order"], row.values["signed_on"]))
    for agreement, chain in chains.items():
        days = [day for _order, day in sorted(chain)]
        signed = [day for day in days if day]
        assert signed == sorted(signed), agreement
        assert days[: len(signed)] == signed, agreement


def test_an_agreement_in_force_is_signed_by_all(region):
    in_force = {
        row.key
        for row in region.rows["agreements"]
        if row.values["state"] in (*agreements.ONCE_IN_FORCE, AgreementState.SIGNED)
    }

    assert all(
        row.values["signed_on"]
        for row in region.rows["signatures"]
        if ref(row, "agreement") in in_force
    )


def test_each_employability_skill_has_one_of_the_six_groups_and_all_groups_are_used(region):
    groups = {
        row.values["group"]
        for row in region.rows["skills"]
        if row.values["kind"] == SkillKind.EMPLOYABILITY
    }

    assert groups == set(SkillGroup)


def test_real_programs_are_given_no_skill_support_or_activity(region):
    real = {row.key for row in region.rows["programs"] if not row.values["is_sample"]}
    tables = ("program_skills", "program_supports", "program_activities")

    assert not real & {ref(row, "program") for name in tables for row in region.rows[name]}


def test_nobody_has_reported_agreements_or_work_based_learning(region):
    found = defaultdict(set)
    for row in region.rows["inventories"]:
        found[row.values["kind"]].add(row.values["state"])

    assert found[InventoryKind.AGREEMENTS] == found[InventoryKind.WBL] == {InventoryState.UNKNOWN}
    assert InventoryState.COMPLETE not in found[InventoryKind.COURSES]


def told(region, **tables):
    """What the check says is wrong once these tables hold these rows."""
    with pytest.raises(BadTables) as caught:
        region_check.check(replace(region, rows=region.rows | tables))
    return caught.value.errors


def changed(row, values=None, references=None):
    return Row(row.line, row.key, row.values | (values or {}), row.references | (references or {}))


@pytest.mark.parametrize(
    ("table", "values", "references", "sentence"),
    [
        pytest.param(
            "receiving_courses",
            {},
            {"course_id": ("courses", "math140-palomar")},
            "courses of agreements that neither side owns: 1 where 0 are expected.",
            id="a course of a third college",
        ),
        pytest.param(
            "signatures",
            {},
            {"organization_id": ("organizations", "palomar-college")},
            "signatures for neither side: 1 where 0 are expected.",
            id="signed for somebody else",
        ),
        pytest.param(
            "program_links",
            {"is_sample": False},
            {},
            "made-up rows that do not say so: 1 where 0 are expected.",
            id="a made-up link that does not say so",
        ),
        pytest.param(
            "early_credit_options",
            {"rules_es": ""},
            {},
            "texts of paths without Spanish: 1 where 0 are expected.",
            id="no Spanish",
        ),
    ],
)
def test_check_tells_what_is_wrong(region, table, values, references, sentence):
    first, *others = region.rows[table]

    assert told(region, **{table: [changed(first, values, references), *others]}) == [sentence]


def test_check_tells_an_agreement_without_a_course(region):
    _first, *others = region.rows["sending_courses"]

    errors = told(region, sending_courses=others)

    assert errors == ["agreements without a course on each side: 1 where 0 are expected."]
