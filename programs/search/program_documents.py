"""What the document of a program is made of: texts by weight and language, facets, order.

A fixed number of queries, however many programs.
"""

from partners.enums import Segment
from programs.awards import awards_by_program
from programs.enums import (
    Availability,
    Award,
    Cost,
    DocumentKind,
    Format,
    Schedule,
    TeachingLanguage,
)
from programs.labor.market import in_their_counties
from programs.models import (
    Code,
    Credential,
    Occupation,
    Offering,
    Pathway,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
    Sector,
)
from programs.querysets import counted_place
from programs.search import accelerators, card_content
from programs.search.bands import cost_band, units_band
from programs.search.document import (
    Document,
    Texts,
    grouped,
    line_of,
    main_sites,
    names_of,
    new_document,
    place_at,
    these,
    with_parents,
)
from programs.search.words import code_lexeme

# Occupations that graduates enter first weigh like the title; the rest (instructors, managers)
# only help to find the program at all.
LEADING_OCCUPATIONS = 3
MOST_AWARDS = 9_999_999
# Standings are in bands of this width: offered, approved only, program areas, samples.
BAND = MOST_AWARDS + 1
APPROVED_FROM, AREAS_FROM, SAMPLES_FROM = BAND, 2 * BAND, 3 * BAND


def programs(ids):
    """Documents of these programs: all is read at once; each is made, without the database, when
    it is asked for."""
    rows = _Rows(ids)
    return map(rows.document, rows.programs)


class _Rows:
    """Everything that the documents of some programs are made from, read when this is made."""

    def __init__(self, ids):
        self.programs = list(Program.objects.filter(pk__in=these(ids)).order_by("pk"))
        organization_ids = {program.organization_id for program in self.programs}
        self.organizations = with_parents(organization_ids)
        self.sites = main_sites(organization_ids)
        self.sectors = Sector.objects.in_bulk(
            {program.sector_id for program in self.programs} - {None}
        )
        self.codes = _grouped_rows(
            ProgramCode.objects.filter(program__in=these(ids))
            .order_by("pk")
            .values_list("program", "code"),
            Code.objects.select_related("code_set"),
        )
        self.occupations = _grouped_rows(
            ProgramOccupation.objects.filter(program__in=these(ids))
            .order_by("program", "rank")
            .values_list("program", "occupation"),
            Occupation.objects.select_related("code"),
        )
        self.offerings = grouped(
            (program, offering)
            for program, *offering in Offering.objects.filter(program__in=these(ids)).values_list(
                "program", "format", "schedules", "language", "cost"
            )
        )
        self.pathways = _grouped_rows(
            PathwayProgram.objects.filter(program__in=these(ids))
            .filter(counted_place())
            .order_by("pathway")
            .values_list("program", "pathway"),
            Pathway.objects.published(),
        )
        self.credentials = _grouped_rows(
            Program.credentials.through.objects.filter(program__in=these(ids))
            .order_by("credential")
            .values_list("program", "credential"),
            Credential.objects.all(),
        )
        self.ahead = accelerators.of_programs(ids)
        self.awards = awards_by_program(
            {
                (program.organization_id, program.pk): self.codes[program.pk]
                for program in self.programs
            }
        )
        first_jobs = {
            program.pk: (self.occupations[program.pk][0].pk, county)
            for program in self.programs
            if self.occupations[program.pk]
            and (county := self.organizations[program.organization_id].county_id)
        }
        local = in_their_counties(set(first_jobs.values()))
        self.first_jobs = {program: local[job] for program, job in first_jobs.items()}
        self._owners, self._said = {}, {}

    def _owner(self, pk):
        """(the line of an organization, what all its programs' documents have of it)"""
        if pk not in self._owners:
            line = line_of(self.organizations[pk], self.organizations)
            owner = Document({"organizations": [organization.pk for organization in line]})
            for organization in line:
                owner.add("b", *names_of(organization))
            place_at(owner, self.sites.get(pk), line[0].county)
            self._owners[pk] = line, owner
        return self._owners[pk]

    def _once(self, say, row, *more):
        """What `say` says of a row that many programs have in common, said once."""
        key = say, type(row), row, *more  # values of two choices may be spelled alike
        if key not in self._said:
            self._said[key] = Texts()
            say(self._said[key], row, *more)
        return self._said[key]

    def document(self, program):
        pk = program.pk
        line, owner = self._owner(program.organization_id)
        program.organization = line[0]
        occupations, here = self.occupations[pk], self.first_jobs.get(pk)
        document = new_document(
            DocumentKind.PROGRAM,
            pk,
            key=program.slug,
            page="programs:detail",
            title=program.title,
            title_es=program.title_es,
            public=program.is_public,
            segment=program.segment,
            award=program.award or "",
            units=units_band(program.units_min, program.units_max),
            card=card_content.content(program, line[0], occupations, here),
        )
        document.values |= owner.values
        document.add_all(owner)
        if program.award:
            document.add_all(self._once(_say_choice, Award(program.award), "b"))
        document.add("b", program.award_text)
        document.add_all(self._once(_say_choice, Segment(program.segment), "c"))
        if sector := self.sectors.get(program.sector_id):
            document.values["sector"] = sector.pk
            document.add_all(self._once(_say_sector, sector))
        document.values["pathways"] = [pathway.pk for pathway in self.pathways[pk]]
        for pathway in self.pathways[pk]:
            document.add_all(self._once(_say_title, pathway, "b"))
        for credential in self.credentials[pk]:
            document.add_all(self._once(_say_title, credential, "c"))
        self._add_ahead(document, self.ahead[pk])
        self._add_occupations(document, occupations)
        _add_first_job(document, here)
        for code in self.codes[pk]:
            document.add_all(self._once(_say_code, code))
        self._add_offerings(document, self.offerings[pk])
        document.add_pair("d", program.summary, program.summary_es)
        self._add_awards(document, program)
        return document

    def _add_ahead(self, document, ahead):
        document.values |= {
            "accelerators": [accelerator.value for accelerator in ahead.accelerators],
            "stages": [stage.value for stage in ahead.stages],
            "skills": [skill.pk for skill in ahead.skills],
            "supports": [support.pk for support in ahead.supports],
        }
        for choice in (*ahead.accelerators, *ahead.stages):
            document.add_all(self._once(_say_choice, choice, "c"))
        for row in (*ahead.skills, *ahead.supports):
            document.add_all(self._once(_say_name, row, "c"))

    def _add_occupations(self, document, occupations):
        document.values["occupations"] = [occupation.pk for occupation in occupations]
        for place, occupation in enumerate(occupations):
            weight = "b" if place < LEADING_OCCUPATIONS else "d"
            document.add_all(self._once(_say_occupation, occupation, weight))

    def _add_offerings(self, document, offerings):
        formats, schedules, languages, costs = set(), set(), set(), set()
        for one_format, several, language, cost in offerings:
            formats.add(one_format)
            schedules.update(several)
            languages.add(language)
            costs.add(cost_band(cost))
        columns = {
            "formats": (Format, formats),
            "schedules": (Schedule, schedules),
            "languages": (TeachingLanguage, languages),
            "costs": (Cost, costs),
        }
        for name, (choices, found) in columns.items():
            document.values[name] = sorted(value for value in found if value)
            for value in document.values[name]:
                if choices is not Cost or value == Cost.FREE:  # nobody types "under $500"
                    document.add_all(self._once(_say_choice, choices(value), "c"))

    def _add_awards(self, document, program):
        year, count = max(self.awards[program.pk].items(), default=("", None))
        document.values |= {
            "awards": count,
            "awards_year": year,
            "standing": _standing(program, count),
        }


def _grouped_rows(pairs, rows):
    """{program: rows} for (program, primary key of a row); each row is read once."""
    pairs = list(pairs)
    found = rows.in_bulk({pk for _program, pk in pairs})
    return grouped((program, found[pk]) for program, pk in pairs if pk in found)


def _standing(program, awards):
    """Lowest first: programs that are offered, then those only approved, then program areas,
    samples behind all that is real; of each the ones with more awards first."""
    if program.is_sample:
        band = SAMPLES_FROM
    elif program.is_program_area:
        band = AREAS_FROM
    else:
        band = APPROVED_FROM * (program.availability == Availability.APPROVED)
    return band + MOST_AWARDS - min(awards or 0, MOST_AWARDS)


# --- What rows say that many programs have in common --------------------------------------------


def _say_choice(texts, choice, weight):
    texts.add_label(weight, choice)


def _say_title(texts, row, weight):
    texts.add_pair(weight, row.title, row.title_es)


def _say_name(texts, row, weight):
    texts.add_pair(weight, row.name, row.name_es)


def _say_sector(texts, sector):
    texts.add_pair("b", sector.name, sector.name_es)


def _say_occupation(texts, occupation, weight):
    texts.add_pair(weight, occupation.title, occupation.title_es)
    texts.add(weight, *occupation.aliases)
    texts.add("c", code_lexeme(occupation.code.code))


def _say_code(texts, code):
    texts.add_pair("c", code.title, code.title_es)
    texts.add("c", code_lexeme(code.code))


def _add_first_job(document, here):
    """Pay, openings and flags of the job that graduates enter first, where they would work."""
    if here:
        document.values |= {
            "pay": None if here.pay is None else round(here.pay * 100),
            "openings": here.openings,
            "job_flags": here.verdict.flags,
        }
