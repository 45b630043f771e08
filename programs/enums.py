"""Choices about programs. A leaf: everything may import it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Scheme(TextChoices):
    """Code systems that live side by side, because three migrations run at once."""

    TOP = "top", _("TOP")
    CIP = "cip", _("CIP")
    SOC = "soc", _("SOC")
    CTE_SECTOR = "cte_sector", _("State industry sector")
    CTE_PATHWAY = "cte_pathway", _("State CTE pathway")
    # Of courses: the same words as in `CourseNumbering`.
    COMMON = "common", _("Common course number")
    C_ID = "c_id", _("C-ID")


class Award(TextChoices):
    """What a finished program gives, grouped the way people ask for it."""

    TRANSFER_DEGREE = "transfer_degree", _("Associate degree for transfer")
    ASSOCIATE = "associate", _("Associate degree")
    CERTIFICATE_LONG = "certificate_long", _("Certificate, 16 units or more")
    CERTIFICATE_SHORT = "certificate_short", _("Certificate, under 16 units")
    NONCREDIT = "noncredit", _("Noncredit certificate or program")


# Their units on file are those of the major, without general education and electives.
DEGREES = (Award.TRANSFER_DEGREE, Award.ASSOCIATE)
CERTIFICATES = (Award.CERTIFICATE_LONG, Award.CERTIFICATE_SHORT)


class Availability(TextChoices):
    """Whether students can enter. Only the first and the last are shown to them."""

    OFFERED = "offered", _("Offered")
    TEACH_OUT = "teach_out", _("Teach-out: current students only")
    INACTIVE = "inactive", _("Inactive")
    DRAFT = "draft", _("Draft at the state")
    APPROVED = "approved", _("Approved by the state; ask the college whether it has started")


OPEN_TO_STUDENTS = (Availability.OFFERED, Availability.APPROVED)


class CredentialKind(TextChoices):
    DEGREE = "degree", _("Degree")
    CERTIFICATE = "certificate", _("Certificate")
    NONCREDIT_CERTIFICATE = "noncredit_certificate", _("Noncredit certificate")
    INDUSTRY_CERTIFICATION = "industry_certification", _("Industry certification")
    DIPLOMA = "diploma", _("Diploma")


class PathwayRole(TextChoices):
    """Where on a pathway a program stands."""

    ENTRY = "entry", _("Entry")
    CORE = "core", _("Core")
    EXIT = "exit", _("Exit")


class OccupationBasis(TextChoices):
    """Why a program is said to lead to an occupation."""

    CROSSWALK = "crosswalk", _("Federal crosswalk from the program's CIP code")
    TITLE = "title", _("The program's own title names the occupation")
    COLLEGE = "college", _("The school says so")
    SAMPLE = "sample", _("Made up for the sample")


class EntryEducation(IntegerChoices):
    """Education that people typically need to enter an occupation, lowest first.

    The eight levels of the Bureau of Labor Statistics.
    """

    NONE = 1, _("No formal educational credential")
    HIGH_SCHOOL = 2, _("High school diploma or equivalent")
    SOME_COLLEGE = 3, _("Some college, no degree")
    POSTSECONDARY_AWARD = 4, _("Postsecondary nondegree award")
    ASSOCIATE = 5, _("Associate's degree")
    BACHELOR = 6, _("Bachelor's degree")
    MASTER = 7, _("Master's degree")
    DOCTORAL = 8, _("Doctoral or professional degree")


class Training(TextChoices):
    """How people usually learn the rest of an occupation at work (Bureau of Labor Statistics).

    Where nothing is needed the agency says "none"; empty is not on file.
    """

    NONE = "none", _("None needed")
    SHORT = "short", _("Up to a month of training at work")
    MODERATE = "moderate", _("One to twelve months of training at work")
    LONG = "long", _("More than a year of training at work")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    RESIDENCY = "residency", _("Internship or residency")


class Experience(TextChoices):
    """Years in a related occupation that are usual before entry (Bureau of Labor Statistics).

    Where nothing is usual the agency says "none"; empty is not on file.
    """

    NONE = "none", _("None")
    UNDER_FIVE = "under_five", _("Less than 5 years")
    FIVE_OR_MORE = "five_or_more", _("5 years or more")


class Interest(TextChoices):
    """Holland's six interests, as O*NET rates occupations by them."""

    REALISTIC = "R", _("Hands-on work (Realistic)")
    INVESTIGATIVE = "I", _("Finding out (Investigative)")
    ARTISTIC = "A", _("Making and designing (Artistic)")
    SOCIAL = "S", _("Helping people (Social)")
    ENTERPRISING = "E", _("Leading and selling (Enterprising)")
    CONVENTIONAL = "C", _("Order and detail (Conventional)")


class AreaKind(TextChoices):
    """How large an area the labor market's figures are for, smallest first."""

    COUNTY = "county", _("County")
    REGION = "region", _("Region")
    STATE = "state", _("State")
    NATION = "nation", _("Nation")


class FigureKind(TextChoices):
    """What kind of row a figure comes from: each source has its own kind and its own year."""

    SURVEY = "survey", _("Jobs and pay")
    PROJECTION = "projection", _("Growth and openings")


class EstimateMethod(TextChoices):
    """How a figure that no agency publishes was worked out."""

    SHARE_OF_STATE = "share_of_state", _("State openings × the county’s share of the state’s jobs")


class Household(TextChoices):
    SINGLE_ADULT = "single_adult", _("One adult, no children")
    ADULT_AND_CHILD = "adult_child", _("One adult, one school-age child")
    TWO_AND_TWO = "two_two", _("Two adults, infant and preschooler, each adult")


class SkillKind(TextChoices):
    """Whose list a skill is from."""

    OCCUPATIONAL = "occupational", _("Skill at work (O*NET)")
    EMPLOYABILITY = "employability", _("Employability skill")


class JobFlag(TextChoices):
    """What an occupation meets in one county, by that county's rule; computed, never typed."""

    PRIORITY = "priority", _("Priority job")
    HIGH_WAGE = "high_wage", _("High wage")
    HIGH_DEMAND = "high_demand", _("High demand")


class SupplyBasis(TextChoices):
    """Why awards in a program code are counted as supply for an occupation."""

    CROSSWALK = "crosswalk", _("State and federal crosswalks from the program code")
    TITLE = "title", _("The program’s own title names the occupation")


class LeftOut(TextChoices):
    """Why awards in a program code are not counted for an occupation that its crosswalk names."""

    LEADS = "leads", _("manages or supervises others")
    EDUCATION = "education", _("usually takes more than an associate degree")
    GENERAL = "general", _("gathers what fits nowhere else (“All Other”)")
    TEACHES = "teaches", _("teaches the subject")
    MILITARY = "military", _("military")
    NO_MATCH = "no_match", _("no match, says the crosswalk")


class GapKind(TextChoices):
    """Gaps that a job works out; those of labor are worked out when they are asked for."""

    ALIGNMENT = "alignment", _("Alignment")
    PLACE = "place", _("Place")


class AlignmentKind(TextChoices):
    """What is missing between the segments. The values stand in addresses."""

    COURSES = "courses", _("Courses without an agreement")
    PROGRAMS = "programs", _("Programs without a next step")
    FEEDERS = "feeders", _("College programs without a feeder")
    AGREEMENTS = "agreements", _("Agreements that run out")


class GapState(TextChoices):
    """What is known of a gap: silence is never read as absence."""

    ABSENT = "absent", _("Confirmed absent")
    UNREPORTED = "unreported", _("Not yet reported")
    ENDING = "ending", _("Ends within a year")
    OVERDUE = "overdue", _("Past its end, still marked active")


class GapLevel(TextChoices):
    """Which occupations a list of labor gaps shows, by the education that is usual to enter."""

    MIDDLE = "middle", _("Middle skill")
    LOW = "high_school", _("High school or less")
    ALL = "all", _("All")


class Format(TextChoices):
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", _("Partly online")
    ONLINE = "online", _("Online")


class Schedule(TextChoices):
    DAYS = "days", _("Days")
    EVENINGS = "evenings", _("Evenings")
    WEEKENDS = "weekends", _("Weekends")
    ANYTIME = "anytime", _("Any time")


class TeachingLanguage(TextChoices):
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    BILINGUAL = "en_es", _("English and Spanish")


class AwardLevel(TextChoices):
    """Level of the awards counted; "all" where the source gives one total."""

    ALL = "all", _("All levels")


class CompleterLevel(TextChoices):
    """Level of an award as the federal statistics (IPEDS) group completers, lowest first."""

    UNDER_12_WEEKS = "under_12_weeks", _("Certificate of less than 12 weeks")
    UNDER_1_YEAR = "under_1_year", _("Certificate of at least 12 weeks, but less than 1 year")
    SHORT_BEFORE_2020 = "short_before_2020", _("Award of less than 1 academic year (until 2019)")
    ONE_TO_FOUR_YEARS = "one_to_four_years", _("Certificate of at least 1, but less than 4 years")
    ASSOCIATE = "associate", _("Associate's degree")
    BACHELOR = "bachelor", _("Bachelor's degree")
    POSTBACCALAUREATE = "postbaccalaureate", _("Certificate after a bachelor's or master's degree")
    MASTER = "master", _("Master's degree")
    DOCTORAL = "doctoral", _("Doctor's degree")


class Cost(TextChoices):
    """What a whole program costs, in the bands that the finder asks for."""

    FREE = "free", _("Free")
    UNDER_500 = "under_500", _("Under $500")
    UNDER_1500 = "500_to_1500", _("$500 to under $1,500")
    UNDER_5000 = "1500_to_5000", _("$1,500 to under $5,000")
    MORE = "5000_plus", _("$5,000 or more")


class Units(TextChoices):
    """The fewest units a program takes, in the bands that the finder asks for."""

    NONE = "none", _("No units")
    UNDER_8 = "under_8", _("Under 8 units")
    UNDER_16 = "8_to_16", _("8 to under 16 units")
    UNDER_30 = "16_to_30", _("16 to under 30 units")
    UNDER_60 = "30_to_60", _("30 to under 60 units")
    MORE = "60_plus", _("60 units or more")


class DocumentKind(TextChoices):
    """What the finder can find. Programs are the results; the others stand above them."""

    PROGRAM = "program", _("Program")
    ORGANIZATION = "organization", _("Organization")
    SECTOR = "sector", _("Sector")
    PATHWAY = "pathway", _("Pathway")
    OCCUPATION = "occupation", _("Occupation")
    TERM = "term", _("Glossary")
    COUNTY = "county", _("County")
    SKILL = "skill", _("Skill")
    SUPPORT = "support", _("Support")


class Accelerator(TextChoices):
    """What makes a program count for more, sooner: credit, work and certification together."""

    EARLY_CREDIT = "early_credit", _("Early college credit")
    WORK = "work", _("Work-based learning")
    CERTIFICATION = "certification", _("Industry certification")


class Stage(TextChoices):
    """The work-based learning continuum, from hearing about work to doing it."""

    AWARENESS = "awareness", _("Awareness")
    EXPLORATION = "exploration", _("Exploration")
    PREPARATION = "preparation", _("Preparation")
    TRAINING = "training", _("Training")


class SynonymLanguage(TextChoices):
    ABBREVIATION = "abbr", _("Abbreviation")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")


class CourseLevel(TextChoices):
    """Where a career technical course of a high school stands in its pathway."""

    INTRODUCTORY = "introductory", _("Introductory")
    CONCENTRATOR = "concentrator", _("Concentrator")
    CAPSTONE = "capstone", _("Capstone")


class CreditStatus(TextChoices):
    """What a college course counts for, as the state files it."""

    DEGREE = "degree", _("Counts for a degree")
    NOT_DEGREE = "not_degree", _("Credit that does not count for a degree")
    NONCREDIT = "noncredit", _("Noncredit, free of charge")


class CourseNumbering(TextChoices):
    """Who else gives courses numbers: three changes of them run at once."""

    COMMON = "common", _("Common course number")
    C_ID = "c_id", _("C-ID")
    CONTROL = "control", _("State control number")
    FORMER = "former", _("Former number")


class PrerequisiteKind(TextChoices):
    BEFORE = "before", _("Before")
    WITH = "with", _("At the same time")
    ADVISED = "advised", _("Advised")


class Pace(TextChoices):
    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")


class StepKind(TextChoices):
    LISTED = "listed", _("Part of the program")
    PREREQUISITE = "prerequisite", _("Before the program")


class SkillGroup(TextChoices):
    """The six groups in which employers of the region ask for skills that hold in every job."""

    COMMUNICATION = "communication", _("Speaking and writing")
    AGILITY = "agility", _("Agility and adapting")
    INFORMATION = "information", _("Finding and judging information")
    COLLABORATION = "collaboration", _("Working together")
    INITIATIVE = "initiative", _("Initiative and enterprise")
    THINKING = "thinking", _("Critical thinking and solving problems")


class SupportKind(TextChoices):
    ADVISING = "advising", _("Advising and transition")
    LEARNING = "learning", _("Help with learning")
    MONEY = "money", _("Money for studying")
    NEEDS = "needs", _("Food, travel, child care")
    HEALTH = "health", _("Health and disability")
    BELONGING = "belonging", _("Communities of students")


class LinkKind(TextChoices):
    """How one program leads to the next."""

    CONTINUES = "continues", _("Continues in")
    STACKS = "stacks", _("Stacks into")
    BRIDGES = "bridges", _("Bridges to")
    TRANSFERS = "transfers", _("Transfers to")


class LinkBasis(TextChoices):
    """On what a link between programs rests."""

    AGREEMENT = "agreement", _("A written agreement")
    CATALOG = "catalog", _("The catalog says so")
    REPORTED = "reported", _("The school says so")
    SAMPLE = "sample", _("Made up for the sample")


class Mechanism(TextChoices):
    """How a course taken before college earns college credit."""

    EXAM = "exam", _("Credit by exam")
    GRADE = "grade", _("Articulated: the grade is enough")
    CCAP = "ccap", _("Dual enrollment (CCAP)")
    DUAL = "dual", _("Dual enrollment outside CCAP")
    PRIOR = "prior", _("Credit for prior learning")


# The college course itself is taken: the credit stands on the college transcript at once.
ON_TRANSCRIPT = (Mechanism.CCAP, Mechanism.DUAL)


class AgreementState(TextChoices):
    """Where an agreement is in its life; see `programs.agreements` for the moves."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    SIGNED = "signed", _("Signed")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


class Grade(TextChoices):
    A = "A", _("A")
    B = "B", _("B or better")
    C = "C", _("C or better")
    PASS = "P", _("Pass")


class SignerRole(TextChoices):
    """Who signs an agreement, in the order in which it goes round."""

    TEACHER = "teacher", _("Teacher")
    SCHOOL_LEAD = "school_lead", _("Principal or director")
    DISTRICT_LEAD = "district_lead", _("District career technical education lead")
    FACULTY = "faculty", _("College faculty")
    DEAN = "dean", _("Dean")
    ARTICULATION_OFFICER = "articulation_officer", _("Articulation officer")


class EarlyCreditKind(TextChoices):
    """Ways to earn college credit before, or outside, a college class."""

    ARTICULATION = "articulation", _("Articulated high school course")
    CCAP = "ccap", _("Dual enrollment (CCAP)")
    DUAL = "dual", _("Dual enrollment outside CCAP")
    EXAM = "exam", _("AP and IB exams")
    PRIOR = "prior", _("Credit for prior learning")


class ExamKind(TextChoices):
    AP = "ap", _("AP exam")
    IB = "ib", _("IB exam")
    CLEP = "clep", _("CLEP exam")


class QualityRating(TextChoices):
    """How far a pathway is with one essential element, in its own judgment."""

    MEETS = "meets", _("Meets it")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")
