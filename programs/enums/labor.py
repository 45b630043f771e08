"""Occupations, their figures, and the awards that supply them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


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
