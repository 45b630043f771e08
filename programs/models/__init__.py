"""What: codes, sectors, pathways, programs, courses, agreements, occupations, awards."""

from programs.models.agreement import ArticulationAgreement
from programs.models.agreement_finding import AgreementFinding
from programs.models.agreement_parts import ReceivingCourse, SendingCourse, Signature
from programs.models.code import Code, CodeSet, Crosswalk
from programs.models.completion import CompleterCount
from programs.models.course import Course
from programs.models.course_parts import CourseAlias, CourseOffering, Prerequisite
from programs.models.credential import Credential
from programs.models.early_credit import EarlyCreditOption, ExamCredit
from programs.models.gap import AlignmentGap, GapSnapshot, NearestProgram
from programs.models.gap_count import AlignmentCount, PlaceCount
from programs.models.hop import HopDoubt, HopYear, ProgramHop
from programs.models.job_rule import PriorityRule, SupplyLink, WageBenchmark
from programs.models.labor import Area, OccupationFigure
from programs.models.link import ProgramLink
from programs.models.load import RegionLoad
from programs.models.occupation import AwardCount, Occupation, ProgramOccupation
from programs.models.offering import Offering
from programs.models.pathway import Pathway, PathwayProgram, Sector, SectorCode
from programs.models.program import Program, ProgramCode, ProgramCredential
from programs.models.quality import QualityElement, QualityReview
from programs.models.saved_search import SavedSearch
from programs.models.search import SearchDocument
from programs.models.search_words import SearchStem, SearchWord, StemsWritten, Synonym
from programs.models.sequence import ChoiceGroup, Sequence, SequenceStep
from programs.models.skill import (
    OccupationRelated,
    OccupationSkill,
    PathwaySkill,
    ProgramSkill,
    Skill,
)
from programs.models.support import OrganizationSupport, PathwaySupport, ProgramSupport, Support

__all__ = [
    "AgreementFinding",
    "AlignmentCount",
    "AlignmentGap",
    "Area",
    "ArticulationAgreement",
    "AwardCount",
    "ChoiceGroup",
    "Code",
    "CodeSet",
    "CompleterCount",
    "Course",
    "CourseAlias",
    "CourseOffering",
    "Credential",
    "Crosswalk",
    "EarlyCreditOption",
    "ExamCredit",
    "GapSnapshot",
    "HopDoubt",
    "HopYear",
    "NearestProgram",
    "Occupation",
    "OccupationFigure",
    "OccupationRelated",
    "OccupationSkill",
    "Offering",
    "OrganizationSupport",
    "Pathway",
    "PathwayProgram",
    "PathwaySkill",
    "PathwaySupport",
    "PlaceCount",
    "Prerequisite",
    "PriorityRule",
    "Program",
    "ProgramCode",
    "ProgramCredential",
    "ProgramHop",
    "ProgramLink",
    "ProgramOccupation",
    "ProgramSkill",
    "ProgramSupport",
    "QualityElement",
    "QualityReview",
    "ReceivingCourse",
    "RegionLoad",
    "SavedSearch",
    "SearchDocument",
    "SearchStem",
    "SearchWord",
    "Sector",
    "SectorCode",
    "SendingCourse",
    "Sequence",
    "SequenceStep",
    "Signature",
    "Skill",
    "StemsWritten",
    "SupplyLink",
    "Support",
    "Synonym",
    "WageBenchmark",
]
