"""Programs of which each mentions welding elsewhere."""

import pytest

from programs.tests.factories import ProgramFactory, ProgramOccupationFactory


@pytest.fixture
def welding():
    """Three programs that mention welding: in the title, in where it leads, in the summary."""
    summary = ProgramFactory(title="Metal arts", summary="You also try welding.")
    leads = ProgramFactory(title="Ship repair")
    ProgramOccupationFactory(program=leads, occupation__title="Welding inspectors")
    title = ProgramFactory(title="Welding technology")
    exact = ProgramFactory(title="Welding")
    ProgramFactory(title="Nursing", title_es="Enfermería")
    return [exact, title, leads, summary]
