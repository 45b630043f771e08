"""One line of a list of agreements: its cells as values, or what is wrong with them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pathways_portal.common import academic_year
from programs.agreement_sides import RECEIVING, SENDING, owners
from programs.enums import Grade, Mechanism
from programs.imports import cells, words
from programs.imports.base import ImportRow
from programs.imports.lookups import Counted

_WITH_UNITS = re.compile(r"(.*\S)\s*\(\s*([^()]+?)\s*\)")
_WINDOW = re.compile(r"(?:(.+?)\s*(?:\bto\b|\bthrough\b|–|—))?\s*(?:by\s+)?(.+)", re.IGNORECASE)


class AgreementRow(ImportRow):
    sending = forms.CharField()
    sending_courses = forms.CharField()
    receiving = forms.CharField()
    receiving_courses = forms.CharField()
    mechanism = forms.CharField()
    grade = forms.CharField(required=False)
    exam = forms.CharField(max_length=160, required=False)
    years_from = forms.CharField()
    years_through = forms.CharField(required=False)
    claim_window = forms.CharField(required=False)
    claim_opens = forms.CharField(required=False)
    claim_closes = forms.CharField(required=False)
    next_review = forms.CharField(required=False)

    def clean_sending(self):
        text = self.cleaned_data["sending"]
        colleges, senders = self.importer.colleges, self.importer.senders
        if not senders.calls(text) and (college := colleges.find(text)):
            sentence = _(
                "%s gives the credit; this column says where the courses are taken. Write the full "
                "name of the school or district."
            )
            raise cells.ask(sentence % college.name)
        return senders.named(text)

    def clean_receiving(self):
        text = self.cleaned_data["receiving"]
        colleges, senders = self.importer.colleges, self.importer.senders
        if not colleges.calls(text) and (school := senders.find(text)):
            sentence = _("%s is no college. Write the college that gives the credit.")
            raise ValidationError(sentence % school.name)
        return colleges.named(text)

    def clean_mechanism(self):
        text = self.cleaned_data["mechanism"]
        if cells.letters(text) in words.EITHER_DUAL:
            names = {"ccap": Mechanism.CCAP.label, "other": Mechanism.DUAL.label}
            raise cells.ask(_("Which one? Write “%(ccap)s” or “%(other)s”.") % names)
        found = words.choice(text, Mechanism, words.MECHANISMS)
        if not found:
            raise ValidationError(_("Say how the credit is earned, such as “Credit by exam”."))
        return found

    def clean_grade(self):
        return words.choice(self.cleaned_data["grade"], Grade, words.GRADES)

    def clean_exam(self):
        text = self.cleaned_data["exam"]
        return "" if cells.is_empty(text) else text

    def clean_years_from(self):
        year = cells.year(self.cleaned_data["years_from"])
        if not year:
            raise ValidationError(_("Write the academic year like 2026-27."))
        return year

    def clean_years_through(self):
        return cells.year(self.cleaned_data["years_through"])

    def clean_claim_window(self):
        """(first day, last day) of "03-01 to 06-30"; a single day is the last."""
        text = " ".join(self.cleaned_data["claim_window"].split())
        if cells.is_empty(text):
            return "", ""
        first, last = _WINDOW.fullmatch(text).groups()
        return cells.day_of_year(first or ""), cells.day_of_year(last)

    def clean_claim_opens(self):
        return cells.day_of_year(self.cleaned_data["claim_opens"])

    def clean_claim_closes(self):
        return cells.day_of_year(self.cleaned_data["claim_closes"])

    def clean_next_review(self):
        return cells.day(self.cleaned_data["next_review"])

    def clean(self):
        values = super().clean()
        sending, receiving = values.get("sending"), values.get("receiving")
        if sending and values.get("sending_courses"):
            self._find("sending_courses", sending, self._sent)
        if receiving and values.get("receiving_courses"):
            self._find("receiving_courses", receiving, self._received)
        through = values.get("years_through")
        if through and through < values.get("years_from", through):
            self.add_error("years_through", _("The last year must not be before the first."))
        opens, closes = values.get("claim_window") or ("", "")
        values["claim_opens"] = values.get("claim_opens") or opens
        values["claim_closes"] = values.get("claim_closes") or closes
        values["claim_years"] = _claim_years(values["claim_opens"], values["claim_closes"])
        return values

    def _find(self, name, organization, one_of):
        try:
            found = [one_of(organization, part) for part in cells.several(self.cleaned_data[name])]
        except ValidationError as error:
            self.add_error(name, error)
            return
        courses = [one.course for one in found]
        if len(set(courses)) < len(courses):
            self.add_error(name, _("A course stands here twice."))
            return
        self.cleaned_data[name] = found

    def _sent(self, organization, text):
        allowed = owners(SENDING, organization.pk, organization.parent_id)
        return Counted(self.importer.courses.named(organization, text, allowed))

    def _received(self, organization, text):
        """A college course, with its units in brackets behind its number."""
        number, inside = text, None
        if found := _WITH_UNITS.fullmatch(text):
            number, inside = found.groups()
        allowed = owners(RECEIVING, organization.pk, organization.parent_id)
        course = self.importer.courses.named(organization, number, allowed)
        units = cells.units(inside, decimals=2) if inside else None
        if units and units[0] != units[1]:
            raise ValidationError(_("Write one number of units for each course: AHP 100 (3)."))
        return Counted(course, units and units[0])


def _claim_years(opens, closes):
    """1 where a window such as 03-01 to 10-15 ends in the year after the course; None otherwise.

    Academic years begin in July, so October comes before March. A list says nothing else of it.
    """
    return 1 if opens and closes and _from_july(closes) < _from_july(opens) else None


def _from_july(day):
    """A day "MM-DD" to compare by, inside an academic year."""
    return int(day[:2]) < academic_year.FIRST_MONTH, day
