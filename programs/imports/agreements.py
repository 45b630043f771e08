"""Lists of articulation agreements, a line an agreement: `manage.py import_agreements`."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import Outcome
from programs.agreement_sides import RECEIVERS, SENDERS
from programs.agreement_slugs import agreement_slug_base
from programs.enums import AgreementState, Grade
from programs.imports.agreement_rows import AgreementRow
from programs.imports.base import Importer
from programs.imports.comparing import differing, end_on_file
from programs.imports.lookups import Courses, Teachers
from programs.models import ArticulationAgreement, ReceivingCourse, SendingCourse
from programs.slugs import first_free

# What a row may say of an agreement on file, and what it is called in a sentence.
LABELS = {
    "grade": gettext_lazy("grade"),
    "exam": gettext_lazy("exam"),
    "years_from": gettext_lazy("first year"),
    "years_through": gettext_lazy("last year"),
    "claim_opens": gettext_lazy("claims open"),
    "claim_closes": gettext_lazy("claims close"),
    "claim_years": gettext_lazy("years to claim"),
    "next_review": gettext_lazy("next review"),
}
FIELDS = {"grade": "minimum_grade"}


class Agreements(Importer):
    name = "import_agreements"
    reads = "a list of articulation agreements"
    form = AgreementRow
    tables = (ArticulationAgreement, SendingCourse, ReceivingCourse)
    columns = (
        Column(
            "sending",
            ("Sending Organization", "High School", "Sending School", "School", "District", "From"),
            fills_down=True,
        ),
        Column(
            "sending_courses",
            ("Sending Courses", "Sending Course", "High School Course", "School Course"),
        ),
        Column(
            "receiving",
            ("Receiving College", "College", "Receiving Organization", "To"),
            fills_down=True,
        ),
        Column(
            "receiving_courses",
            ("Receiving Courses", "Receiving Course", "College Course", "College Courses"),
        ),
        Column("mechanism", ("Mechanism", "Type", "Method", "How credit is earned")),
        Column("grade", ("Grade", "Minimum Grade", "Least Grade"), needed=False),
        Column("exam", ("Exam", "Examination"), needed=False),
        Column("years_from", ("Years from", "First Year", "From Year", "Effective", "Start Year")),
        Column(
            "years_through",
            ("Years through", "Last Year", "Through", "Through Year", "Expires", "End Year"),
            needed=False,
        ),
        Column("claim_window", ("Claim window", "Claim by", "Claim deadline"), needed=False),
        Column("claim_opens", ("Claim opens", "Claims open"), needed=False),
        Column("claim_closes", ("Claim closes", "Claims close"), needed=False),
        Column("next_review", ("Review date", "Next Review", "Review"), needed=False),
    )
    told = (
        "sending",
        "sending_courses",
        "receiving",
        "receiving_courses",
        "mechanism",
        "grade",
        "exam",
        "years_from",
        "years_through",
        "claim_opens",
        "claim_closes",
        "claim_years",
        "next_review",
    )

    def begin(self):
        self.senders, self.colleges = Teachers(SENDERS, by_beginning=()), Teachers(RECEIVERS)
        self.courses = Courses()
        self.taken = set(ArticulationAgreement.objects.values_list("slug", flat=True))
        sent = defaultdict(set)
        for agreement, course in SendingCourse.objects.values_list("agreement", "course"):
            sent[agreement].add(course)
        self.units = defaultdict(dict)  # {agreement: {receiving course: its units}}
        received = ReceivingCourse.objects.values_list("agreement", "course", "units")
        for agreement, course, units in received:
            self.units[agreement][course] = units
        self.on_file = defaultdict(list)
        for row in ArticulationAgreement.objects.order_by("years_from", "pk"):
            sides = frozenset(sent[row.pk]), frozenset(self.units[row.pk])
            self.on_file[row.sending_id, row.receiving_id, row.mechanism, *sides].append(row)

    def key(self, values):
        return *_joined(values), values["years_from"]

    def take(self, rows):
        new = []
        for row in rows:
            if row.outcome != Outcome.ACCEPTED:
                continue
            there = self._of_these_years(row.values)
            if there:
                end_on_file(row, self._differences(there, row.values))
            else:
                row.reason = _("New, as a draft.")
                new.append(row.values)
        self._write(new)

    # On file

    def _of_these_years(self, values):
        """The agreement on file about the same, in years that a row speaks of; a later is new."""
        found = self.on_file[_joined(values)]
        first, last = values["years_from"], values["years_through"] or "9999-00"
        same = [one for one in found if one.years_from == first]
        same += [
            one
            for one in found
            if one.years_from <= last and first <= (one.years_through or "9999-00")
        ]
        return same[0] if same else None

    def _differences(self, agreement, values):
        """What a row says that is not what stands on file; empty cells say nothing."""
        there = {name: getattr(agreement, FIELDS.get(name, name)) for name in LABELS}
        found = differing(LABELS, there, values, choices={"grade": Grade})
        units = self.units[agreement.pk]
        for one in values["receiving_courses"]:
            if one.units is not None and units[one.course.pk] != one.units:
                what = _("units of %s") % one.course.number
                found.append((what, units[one.course.pk], one.units))
        return found

    # New

    def _write(self, new):
        agreements = [self._agreement(values) for values in new]
        self.make(ArticulationAgreement, agreements)
        pairs = list(zip(agreements, new, strict=True))
        said = self.said()
        sent = [
            SendingCourse(agreement=agreement, course=one.course, **said)
            for agreement, values in pairs
            for one in values["sending_courses"]
        ]
        received = [
            ReceivingCourse(agreement=agreement, course=one.course, units=one.units, **said)
            for agreement, values in pairs
            for one in values["receiving_courses"]
        ]
        self.make(SendingCourse, sent)
        self.make(ReceivingCourse, received)

    def _agreement(self, values):
        agreement = ArticulationAgreement(
            sending=values["sending"],
            receiving=values["receiving"],
            mechanism=values["mechanism"],
            state=AgreementState.DRAFT,
            minimum_grade=values["grade"],
            exam=values["exam"],
            years_from=values["years_from"],
            years_through=values["years_through"],
            claim_opens=values["claim_opens"],
            claim_closes=values["claim_closes"],
            claim_years=values["claim_years"] or 0,
            next_review=values["next_review"],
            **self.draft(values["receiving"]),
        )
        base = agreement_slug_base(agreement, [one.course for one in values["sending_courses"]])
        agreement.slug = first_free(base, self.taken)
        return agreement


def _joined(values):
    """What an agreement joins, and how."""
    sides = (
        frozenset(one.course.pk for one in values[name])
        for name in ("sending_courses", "receiving_courses")
    )
    return values["sending"].pk, values["receiving"].pk, values["mechanism"], *sides
