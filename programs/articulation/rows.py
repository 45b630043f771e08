"""Agreements as lists print them: what is taken, what it counts as, how, and where it stands."""

from django.db.models import Prefetch

from programs.articulation.phases import standing
from programs.models import ArticulationAgreement, ReceivingCourse, SendingCourse


class AgreementRow:
    """One agreement of a list, with what a day makes of it."""

    def __init__(self, agreement, today):
        self.agreement, self.today = agreement, today

    @property
    def segment(self):
        """The segment in which the courses are taken; "" where it is several or not on file."""
        segments = self.agreement.sending.segments
        return segments[0] if len(segments) == 1 else ""

    @property
    def sent(self):
        """The courses taken; all of them are needed."""
        return [row.course for row in self.agreement.sending_courses.all()]

    @property
    def received(self):
        """`ReceivingCourse`s: the courses earned, with their units."""
        return list(self.agreement.receiving_courses.all())

    @property
    def units(self):
        """The units of all courses earned; None where one is not on file."""
        units = [row.units for row in self.received]
        return sum(units) if units and None not in units else None

    @property
    def standing(self):
        return standing(self.agreement, self.today)

    @property
    def years(self):
        """The academic years covered: "2024-25 to 2027-28"; the last is None while it is open."""
        return self.agreement.years_from, self.agreement.years_through


def with_courses(agreements):
    """Agreements with their sides and courses at hand. Three queries."""
    return agreements.select_related("sending", "sending__parent", "receiving").prefetch_related(
        *(
            Prefetch(
                name,
                side.objects.select_related("course__organization").order_by(
                    "course__number", "pk"
                ),
            )
            for name, side in (
                ("sending_courses", SendingCourse),
                ("receiving_courses", ReceivingCourse),
            )
        )
    )


def agreement_rows(ids, *, today):
    """`AgreementRow`s of these agreements, in their order."""
    found = with_courses(ArticulationAgreement.objects.open().filter(pk__in=ids))
    by_id = {agreement.pk: agreement for agreement in found}
    return [AgreementRow(by_id[pk], today) for pk in ids if pk in by_id]
