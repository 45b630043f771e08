"""What: codes, sectors, pathways, programs, occupations, awards."""

from programs.models.code import Code, CodeSet, Crosswalk
from programs.models.load import RegionLoad
from programs.models.occupation import AwardCount, Occupation, ProgramOccupation
from programs.models.pathway import Pathway, PathwayProgram, Sector, SectorCode
from programs.models.program import Credential, Offering, Program, ProgramCode
from programs.models.search import SearchDocument, SearchWord, Synonym

__all__ = [
    "AwardCount",
    "Code",
    "CodeSet",
    "Credential",
    "Crosswalk",
    "Occupation",
    "Offering",
    "Pathway",
    "PathwayProgram",
    "Program",
    "ProgramCode",
    "ProgramOccupation",
    "SearchDocument",
    "SearchWord",
    "RegionLoad",
    "Sector",
    "SectorCode",
    "Synonym",
]
