"""What: codes, sectors, pathways, programs, occupations, awards."""

from programs.models.code import Code, CodeSet, Crosswalk
from programs.models.completion import CompleterCount
from programs.models.course import Course, CourseAlias, CourseOffering, Prerequisite
from programs.models.labor import Area, OccupationFigure, PriorityRule, SupplyLink, WageBenchmark
from programs.models.load import RegionLoad
from programs.models.occupation import AwardCount, Occupation, ProgramOccupation
from programs.models.pathway import Pathway, PathwayProgram, Sector, SectorCode
from programs.models.program import (
    Credential,
    Offering,
    Program,
    ProgramCode,
    ProgramCredential,
)
from programs.models.search import (
    SearchDocument,
    SearchStem,
    SearchWord,
    StemsWritten,
    Synonym,
)
from programs.models.sequence import ChoiceGroup, Sequence, SequenceStep
from programs.models.skill import OccupationRelated, OccupationSkill, Skill

__all__ = [
    "Area",
    "ChoiceGroup",
    "AwardCount",
    "Code",
    "CodeSet",
    "CompleterCount",
    "Course",
    "CourseAlias",
    "CourseOffering",
    "Credential",
    "Crosswalk",
    "Occupation",
    "OccupationFigure",
    "OccupationRelated",
    "OccupationSkill",
    "Offering",
    "Pathway",
    "PathwayProgram",
    "Prerequisite",
    "PriorityRule",
    "Program",
    "ProgramCode",
    "ProgramCredential",
    "ProgramOccupation",
    "SearchDocument",
    "SearchStem",
    "SearchWord",
    "RegionLoad",
    "Sector",
    "SectorCode",
    "Sequence",
    "SequenceStep",
    "Skill",
    "StemsWritten",
    "SupplyLink",
    "Synonym",
    "WageBenchmark",
]
