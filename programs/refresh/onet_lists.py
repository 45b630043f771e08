"""What an occupation asks of people, and which are alike: tables of O*NET with many rows for each.

The list of an occupation is replaced as a whole, so the file must be whole too.
"""

from collections import defaultdict

from django import forms

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.enums import SkillKind
from programs.models import OccupationRelated, OccupationSkill, Skill
from programs.refresh.fields import NumberField
from programs.refresh.onet import CODE, OCCUPATION_ENDING, OnetTable, onet_field
from programs.refresh.source import on_file

# The most important ones say what is special about an occupation; all 35 are much alike.
SKILLS_KEPT = 8
# Tiers of related occupations; those of the third are named for want of nearer ones.
TIERS = ("primary-short", "primary-long")


class SkillRow(RowForm):
    code = onet_field()
    skill = forms.CharField(max_length=80)
    importance = NumberField(
        required=True, min_value=1, max_value=5, max_digits=3, decimal_places=2
    )
    suppress = forms.CharField(required=False)

    def clean(self):
        values = super().clean()
        if values.pop("suppress", "") == "Y":
            self.skip("O*NET recommends not to use this rating.")
        return values


class OnetSkills(OnetTable):
    name = "onet-skills"
    file = "O*NET database, Skills (.xlsx or .txt)"
    tables = (Skill, OccupationSkill)
    form = SkillRow
    columns = (
        CODE,
        Column("skill", ("Element Name",)),
        Column("scale", ("Scale ID",)),
        Column("importance", ("Data Value",)),
        Column("suppress", ("Recommend Suppress",), needed=False),
    )
    IMPORTANCE = "IM"

    def elsewhere(self, cells):
        if cells["scale"] != self.IMPORTANCE:
            return "The level of a skill; its importance is taken."
        return super().elsewhere(cells)

    def key(self, values):
        return values["code"], values["skill"]

    def write(self, rows, writer):
        on_file(occupations=self.occupations)
        said, by_code = self.said(), defaultdict(list)
        for row in rows:
            by_code[row["code"]].append(row)
        kept = [
            row
            for listed in by_code.values()
            for row in sorted(listed, key=lambda row: -row["importance"])[:SKILLS_KEPT]
        ]
        kind = SkillKind.OCCUPATIONAL.value
        known = dict(Skill.objects.filter(kind=kind).values_list("name", "pk"))
        names = dict.fromkeys(row["skill"] for row in kept if row["skill"] not in known)
        skills = [{"kind": kind, "name": name, **said} for name in names]
        tally = writer.write("skills", Skill, ("kind", "name"), skills)
        known = dict(Skill.objects.filter(kind=kind).values_list("name", "pk"))
        found = [
            {
                "occupation_id": self.occupations[row["code"]],
                "skill_id": known[row["skill"]],
                "importance": row["importance"],
                **said,
            }
            for row in kept
            if row["skill"] in known
        ]
        key = ("occupation_id", "skill_id")
        within = OccupationSkill.objects.filter(skill__kind=kind)
        return [
            tally,
            writer.write(
                "skills of occupations",
                OccupationSkill,
                key,
                found,
                within=within,
                group="occupation_id",
            ),
        ]


class RelatedRow(RowForm):
    code = onet_field()
    related = forms.CharField()
    tier = forms.CharField()
    rank = forms.IntegerField(min_value=1)

    def clean(self):
        values = super().clean()
        related = values.get("related", "")
        if values.get("tier", "").casefold() not in TIERS:
            self.skip("A supplemental relation; the nearer ones are taken.")
        elif not related.endswith(OCCUPATION_ENDING):
            self.skip("Related to a specialty within an occupation.")
        elif related[:7] not in self.source.occupations:
            self.skip("Related to an occupation that is not on file.")
        values["related"] = related[:7]
        return values


class OnetRelated(OnetTable):
    name = "onet-related"
    file = "O*NET database, Related Occupations (.xlsx or .txt)"
    tables = (OccupationRelated,)
    form = RelatedRow
    columns = (
        CODE,
        Column("related", ("Related O*NET-SOC Code",)),
        Column("tier", ("Relatedness Tier",)),
        Column("rank", ("Index",)),
    )

    def key(self, values):
        return values["code"], values["related"]

    def write(self, rows, writer):
        on_file(occupations=self.occupations)
        said, by_code = self.said(), defaultdict(list)
        for row in rows:
            by_code[row["code"]].append(row)
        found = [
            {
                "occupation_id": self.occupations[code],
                "related_to_id": self.occupations[row["related"]],
                "rank": rank,  # among those on file
                **said,
            }
            for code, listed in by_code.items()
            for rank, row in enumerate(sorted(listed, key=lambda row: row["rank"]), start=1)
        ]
        key = ("occupation_id", "related_to_id")
        return [
            writer.write(
                "related occupations", OccupationRelated, key, found, group="occupation_id"
            )
        ]
