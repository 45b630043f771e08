"""Text that comes in two languages is given in the reader's."""

import pytest
from django.utils.translation import override

from pathways_portal.common.bilingual import Local


class Sign:
    text = Local("words")

    def __init__(self, words, words_es):
        self.words, self.words_es = words, words_es


@pytest.mark.parametrize(
    ("language", "spanish", "shown"),
    [
        pytest.param("en", "Salida", "Exit", id="English reader"),
        pytest.param("es", "Salida", "Salida", id="Spanish reader"),
        pytest.param("es", "", "Exit", id="no Spanish on file"),
    ],
)
def test_local_gives_the_readers_language(language, spanish, shown):
    with override(language):
        assert Sign("Exit", spanish).text == shown
