"""The words that the finder knows: stems, words as they are spelled, synonyms."""

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.models import Sourced
from programs.enums import (
    SynonymLanguage,
)
from programs.models.search import FOLDED


class SearchStem(models.Model):
    """A stem of either language, and the public documents that hold it, by their best place.

    Written for all documents at once, true as of `StemsWritten`; searches ask documents written
    since by themselves (`programs.search.matching`). Each list is document numbers of four bytes.
    """

    stem = models.TextField(help_text=_("As PostgreSQL's text search cuts it: weld, soldadur."))
    in_titles = models.BinaryField(help_text=_("Documents with it in the title (weight A)."))
    in_headlines = models.BinaryField(
        help_text=_("Documents with it in who offers it, its award or where it leads (weight B).")
    )
    elsewhere = models.BinaryField(help_text=_("Documents with it anywhere else."))

    class Meta:
        # Serves whole stems as well as beginnings.
        indexes = [Index(OpClass(F("stem"), "text_pattern_ops"), name="searchstem_by_beginning")]

    def __str__(self):
        return self.stem


class StemsWritten(models.Model):
    """As of when the lists of SearchStem are true. One row; none means there are no lists."""

    as_of = models.BigIntegerField(
        help_text=_("Every transaction with a lower number had ended when the lists were written.")
    )
    generation = models.TextField(
        help_text=_("Which server and which file of the documents the lists are about.")
    )

    def __str__(self):
        return str(self.as_of)


class SearchWord(models.Model):
    """A word as it is spelled in the documents: what a misspelled word is corrected to.

    Not unique: of two transactions that bring the same new word neither must wait for the other.
    The nightly rebuild leaves each word once.
    """

    word = models.CharField(max_length=40, help_text=_("Small letters without accents."))
    documents = models.PositiveIntegerField(
        default=1, help_text=_("How many documents hold it, as of the last rebuild.")
    )

    class Meta:
        indexes = [
            GinIndex(OpClass(F("word"), "gin_trgm_ops"), name="searchword_by_likeness"),
            Index(OpClass(F("word"), "text_pattern_ops"), name="searchword_by_beginning"),
        ]

    def __str__(self):
        return self.word


@pghistory.track()
class Synonym(Sourced):
    """A word or phrase people type, and what the documents call it: RN, noche, gratis."""

    phrase = models.CharField(
        max_length=80, help_text=_("What people type: small letters without accents.")
    )
    means = models.CharField(
        max_length=80,
        help_text=_("What it is searched as, in English: small letters without accents."),
    )
    language = models.CharField(
        max_length=5,
        choices=SynonymLanguage,
        help_text=_("Abbreviation, English or Spanish."),
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["phrase", "means"],
                name="synonym_once_per_phrase_and_meaning",
                violation_error_message=_("This phrase has that meaning already."),
            ),
            CheckConstraint(
                condition=Q(phrase__regex=FOLDED),
                name="synonym_phrase_is_folded",
                violation_error_message=_(
                    "Write the phrase in small letters without accents or punctuation."
                ),
            ),
            CheckConstraint(
                condition=Q(means__regex=FOLDED),
                name="synonym_meaning_is_folded",
                violation_error_message=_(
                    "Write the meaning in small letters without accents or punctuation."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.phrase} → {self.means}"
