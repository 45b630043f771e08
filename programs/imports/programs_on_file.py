"""What a line says of a program that is on file: the same, what is empty there, or a question."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.enums import Segment
from pathways_portal.common.row_import import Outcome
from programs.enums import Award, OccupationBasis, Scheme
from programs.imports.comparing import EMPTY, differing, end, end_on_file, in_words
from programs.models import Code, Program, ProgramOccupation

# What a row may say of a program on file, and what it is called in a sentence.
LABELS = {
    "title": gettext_lazy("title"),
    "control_number": gettext_lazy("control number"),
    "segment": gettext_lazy("segment"),
    "award": gettext_lazy("award"),
    "units": gettext_lazy("units"),
    "top": "TOP",
    "cip": "CIP",
    "occupations": "SOC",
}
CHOICES = {"segment": Segment, "award": Award}
# Nobody said these of the program; they were worked out from its codes.
DERIVED = (OccupationBasis.CROSSWALK, OccupationBasis.TITLE)
_FIELDS = ("control_number", "award", "award_text", "units_min", "units_max", "sector")


class ProgramsOnFile:
    """Compares rows with programs on file, and fills in the end what stood empty there.

    `filled`: [(program, a row's values, names of `LABELS` to take from it)].
    """

    def __init__(self, importer, sectors):
        self.importer, self.sectors = importer, sectors
        self.filled, self._told, self._values = [], set(), {}

    def load(self, programs):
        """Read what stands on file of several programs at once."""
        new = list({one.pk: one for one in programs if one.pk not in self._values}.values())
        prefetch_related_objects(
            new,
            Prefetch("codes", Code.objects.select_related("code_set").order_by("code")),
            Prefetch(
                "program_occupations",
                ProgramOccupation.objects.select_related("occupation__code").order_by("rank"),
            ),
        )
        self._values |= {one.pk: _values(one) for one in new}

    def take(self, row, program):
        """End a row about a program that `load` has read."""
        there, here = self._values[program.pk], row.values
        found = {
            name: told
            for name, label in LABELS.items()
            for told in differing({name: label}, there, here, choices=CHOICES)
        }
        if not all(self._may_be_filled(program, name, here) for name in found):
            end_on_file(row, list(found.values()))
        elif found:
            self._fill(program, here, list(found))
            said = "; ".join(f"{what} {in_words(value)}" for what, _there, value in found.values())
            end(row, Outcome.ACCEPTED, _("On file already; filled in what was empty: %s.") % said)
        else:
            end_on_file(row, [])

    def _may_be_filled(self, program, name, here):
        """Whether nobody has said what stands there, neither by hand nor a line above."""
        if (program.pk, name) in self._told:
            return False
        if name == "occupations":
            return all(row.basis in DERIVED for row in program.program_occupations.all())
        if name in ("award", "units") and program.is_program_area:
            return False  # whether it is one program after all is for a person to say
        if name == "award" and program.award_text not in ("", here["award_text"]):
            return False
        return self._values[program.pk][name] in EMPTY

    def _fill(self, program, here, names):
        self.filled.append((program, here, names))
        self._told |= {(program.pk, name) for name in names}
        if "control_number" in names:
            program.control_number = here["control_number"]
        if "award" in names:
            program.award, program.award_text = here["award"], here["award_text"]
        if "units" in names:
            program.units_min, program.units_max = here["units"]
        if "top" in names and program.sector_id is None:
            program.sector_id = self.sectors.get(here["top"])
        for name in names:
            value = here[name]
            is_one_of_several = isinstance(self._values[program.pk][name], list)
            self._values[program.pk][name] = (
                [value] if is_one_of_several and not isinstance(value, list) else value
            )

    # Written

    def write(self):
        """Write the values of `filled` that are fields of a program, and its occupations."""
        programs = list({program.pk: program for program, _here, _names in self.filled}.values())
        Program.objects.bulk_update(programs, _FIELDS)
        if programs:
            self.importer.changed[str(Program._meta.verbose_name_plural)] += len(programs)
        for program, here, names in self.filled:
            if "occupations" in names:
                self._write_occupations(program, here["occupations"])

    def _write_occupations(self, program, codes):
        """The school's come first, in its order; those worked out follow in theirs."""
        said, known = {"source_url": "", **self.importer.said()}, self.importer.occupations
        there = {row.occupation.code.code: row for row in program.program_occupations.all()}
        new = []
        for rank, code in enumerate(dict.fromkeys([*codes, *there]), start=1):
            row = there.get(code)
            if row is None:
                row = ProgramOccupation(program=program, occupation=known[code])
                new.append(row)
            row.rank = rank
            if code in codes:
                row.basis = OccupationBasis.COLLEGE
                for name, value in said.items():
                    setattr(row, name, value)
        ProgramOccupation.objects.bulk_update(there.values(), ["rank", "basis", *said])
        self.importer.make(ProgramOccupation, new)


def _values(program):
    """What is on file of a program, as a row would give it."""
    codes = program.codes.all()
    has_units = program.units_min is not None
    return {
        "title": program.title,
        "control_number": program.control_number,
        "segment": program.segment,
        "award": program.award,
        "units": (program.units_min, program.units_max) if has_units else None,
        "top": [one.code for one in codes if one.code_set.scheme == Scheme.TOP],
        "cip": [one.code for one in codes if one.code_set.scheme == Scheme.CIP],
        "occupations": [row.occupation.code.code for row in program.program_occupations.all()],
    }
