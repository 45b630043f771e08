"""The screener every import uses: a spreadsheet goes in, each row comes out with what became of it.

One row is one Django form; it ends as exactly one `Outcome`, with its line and a sentence that says
why. Rows are screened one by one, as they are asked for. Nothing is written here. Where the table
is in the file, `layouts` finds out.
"""

from collections import Counter
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common.layouts import plain
from pathways_portal.common.sheets import CELL_ERRORS

REVIEW, SKIP = "review", "skip"


class Outcome(TextChoices):
    """What became of a row. Every row has exactly one."""

    ACCEPTED = "accepted", gettext_lazy("Accepted")
    DUPLICATE = "duplicate", gettext_lazy("Duplicate")
    REVIEW = "review", gettext_lazy("A person must decide")
    REJECTED = "rejected", gettext_lazy("Rejected")
    SKIPPED = "skipped", gettext_lazy("Skipped")


class RowForm(forms.Form):
    """One row of a spreadsheet. `send_to_review` and `skip` end it otherwise than as rejected."""

    use_required_attribute = False

    def send_to_review(self, sentence, name=None):
        """Leave the row to a person."""
        self.add_error(name, ValidationError(sentence, code=REVIEW))

    def skip(self, sentence):
        """Leave the row out: there is nothing wrong with it, and nothing to take from it."""
        self.add_error(None, ValidationError(sentence, code=SKIP))


@dataclass(slots=True)
class Row:
    """One row and what became of it. `values` is empty unless it was accepted.

    `understood`: what its form made of its cells, whatever the outcome; empty without a form.
    """

    line: int
    outcome: Outcome
    reason: str = ""
    values: dict = field(default_factory=dict)
    understood: dict = field(default_factory=dict)


class Screening:
    """Goes through a table once; yields each `Row` and counts what became of them.

    `make_form`: cells by our name -> RowForm. `elsewhere`: cells -> why the row is none of ours, or
    "": asked first, since such rows are most of a statewide file; they are counted by reason in
    `left_out`, and yielded to nobody. `key`: cleaned values -> what may stand in a file only once.
    """

    def __init__(self, table, make_form, *, elsewhere=None, key=None):
        self.table, self.make_form, self.elsewhere, self.key = table, make_form, elsewhere, key
        self.read = 0
        self.counts = Counter(dict.fromkeys(Outcome, 0))
        self.left_out = Counter()
        self._keys = {}

    def __iter__(self):
        blank = []
        for line, cells, filled, too_many in self.table.cells():
            if not filled:
                blank.append(line)
                continue
            # Empty lines at the end of a sheet are no rows; those between rows are.
            for empty in blank:
                yield self._counted(Row(empty, Outcome.SKIPPED, _("An empty line.")))
            blank = []
            if filled == 1 and len(self.table.places) > 2:
                yield self._counted(Row(line, Outcome.SKIPPED, _("A note or a total, not a row.")))
                continue
            reason = self.elsewhere and self.elsewhere(cells)
            if reason:
                self.left_out[reason] += 1
                self._counted(Row(line, Outcome.SKIPPED, reason))
                continue
            yield self._counted(self._screened(line, cells, too_many))
        if self.read != self.counts.total():
            raise AssertionError(f"{self.read} rows were read, {self.counts.total()} ended")

    def _counted(self, row):
        self.read += 1
        self.counts[row.outcome] += 1
        return row

    def _screened(self, line, cells, too_many):
        table = self.table
        if all(plain(text) == plain(table.labels[name]) for name, text in cells.items()):
            return Row(line, Outcome.SKIPPED, _("The header once more."))
        if too_many:
            sentence = _("More cells than columns. Put text that holds a comma into double quotes.")
            return Row(line, Outcome.REJECTED, sentence)
        for name, text in cells.items():
            if text in CELL_ERRORS:
                sentence = _("Column “%(column)s” holds the spreadsheet’s error %(error)s.")
                said = {"column": table.labels[name], "error": text}
                return Row(line, Outcome.REJECTED, sentence % said)
        form = self.make_form(cells)
        if form.is_valid():
            row = self._unless_seen(line, form.cleaned_data)
        else:
            row = Row(line, *self._ended(form))
        row.understood = form.cleaned_data
        return row

    def _unless_seen(self, line, values):
        """A row whose key stood above is a duplicate; one that says otherwise needs a person."""
        if self.key is None:
            return Row(line, Outcome.ACCEPTED, values=values)
        key, said = self.key(values), hash(repr(sorted(values.items())))
        first, was_said = self._keys.setdefault(key, (line, said))
        if first == line:
            return Row(line, Outcome.ACCEPTED, values=values)
        if said == was_said:
            return Row(line, Outcome.DUPLICATE, _("The same as line %s.") % first)
        sentence = _("Line %s says something else of the same. The first one was taken.") % first
        return Row(line, Outcome.REVIEW, sentence)

    def _ended(self, form):
        """(outcome, sentence) of a form with errors: what is skipped is not judged further."""
        errors = [
            (error.code, name, message)
            for name, listed in form.errors.as_data().items()
            for error in listed
            for message in error.messages
        ]
        skipped = [message for code, _name, message in errors if code == SKIP]
        if skipped:
            return Outcome.SKIPPED, skipped[0]
        wrong = [one for one in errors if one[0] != REVIEW]
        outcome = Outcome.REJECTED if wrong else Outcome.REVIEW
        return outcome, " ".join(self._sentence(form, *one) for one in wrong or errors)

    def _sentence(self, form, code, name, message):
        if name == forms.forms.NON_FIELD_ERRORS:
            return message
        label, text = self.table.labels.get(name, name), form.data.get(name, "")
        said = {"column": label, "text": text[:60], "message": message}
        if not text:
            return _("Column “%(column)s”: %(message)s") % said
        return _("Column “%(column)s”, “%(text)s”: %(message)s") % said
