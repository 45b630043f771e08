"""A report as it is read: what is being corrected is taken off, links are whole."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from equity.enums import CellStatus
from equity.models import PublishedCell
from equity.reports import sentences
from equity.reports.actions_open import start_url
from equity.reports.months import month_words
from pathways_portal.common.addresses import absolute


@dataclass(frozen=True)
class Reading:
    """What the e-mail and the page of a report print, in the language at hand.

    `corrected`: how many of its gaps and of what got better are taken off.
    """

    issue: object
    month: str
    gaps: list
    better: dict | None
    corrected: int

    @property
    def content(self):
        return self.issue.content

    @property
    def actions(self):
        """Open actions as they stood; of the first reports none were kept."""
        return self.content.get("actions", [])

    @property
    def question(self):
        """It asks about the first gap: where that is taken off, about no figures."""
        first = self.content["gaps"][:1]
        if first and not (self.gaps and self.gaps[0]["address"] == first[0]["address"]):
            return sentences.question_without_data()
        return self.content["question"]

    def is_about(self, key):
        """Whether an action's key names the table of one of the gaps, or a gap in it."""
        addresses = [gap["address"] for gap in self.content["gaps"]]
        return any(key == one or key.startswith(f"{one}&") for one in addresses)

    @property
    def is_corrected(self):
        """Whether figures were taken back, since it was written or since the report before it."""
        return bool(self.corrected or self.content.get("is_corrected"))

    @property
    def names_nothing(self):
        """Whether new figures came and none of them can be named or needs to be."""
        return bool(self.content["has_news"]) and not (self.has_figures or self.is_corrected)

    @property
    def has_figures(self):
        return bool(self.gaps or self.better)

    @property
    def is_synthetic(self):
        """Whether it names figures that are made up."""
        return self.has_figures and bool(self.content.get("is_synthetic"))


def reading_of(issue):
    """One question, and only where the report names figures."""
    off = set()
    if issue.cells:
        corrected = PublishedCell.objects.filter(pk__in=issue.cells, status=CellStatus.WITHDRAWN)
        off = set(corrected.values_list("pk", flat=True))
    gaps = [_whole(gap) for gap in issue.content["gaps"] if not off & set(gap["cells"])]
    better = issue.content["better"]
    corrected = len(issue.content["gaps"]) - len(gaps)
    if better and off & set(better["cells"]):
        better = None
        corrected += 1
    if better:
        better = better | {"url": local_url(better["address"])}
    return Reading(issue, month_words(issue.month), gaps, better, corrected)


def local_url(address):
    """The whole address of a path without language, in the language at hand."""
    home = reverse("home")
    return absolute(home.rstrip("/") + address)


def _whole(gap):
    pathway = gap["pathway"]
    more = {
        "url": local_url(gap["address"]),
        # Reports of before name the whole table.
        "start_url": start_url(gap.get("about", gap["address"]), gap["heading"]),
    }
    if pathway:
        path = reverse("programs:pathway_detail", args=[pathway["slug"]])
        more["pathway"] = pathway | {"url": absolute(path)}
    return gap | more


def contact():
    """Whom to ask: the portal's mailbox, else its form."""
    return settings.CONTACT_EMAIL or absolute(reverse("feedback"))
