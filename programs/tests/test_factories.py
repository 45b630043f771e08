"""Every model has a factory, and what it makes is valid."""

import pytest
from django.apps import apps

import partners.tests.factories as partner_factories
import programs.tests.factories as program_factories
import programs.tests.path_factories as path_factories


def concrete_factories():
    for module in (partner_factories, program_factories, path_factories):
        for name, made in vars(module).items():
            if name.endswith("Factory") and not made._meta.abstract:
                yield name, made


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made", [pytest.param(made, id=name) for name, made in dict(concrete_factories()).items()]
)
def test_factory_makes_valid_rows(made):
    first, second = made(), made()

    first.full_clean()
    second.full_clean()


def test_every_model_has_a_factory():
    # Written by the portal itself, from other rows.
    derived = {"SearchDocument", "SearchStem", "SearchWord", "StemsWritten", "Synonym"}
    derived |= {
        "EditStamp",
        "AlignmentCount",
        "AlignmentGap",
        "GapSnapshot",
        "AgreementFinding",
        "ProgramHop",
        "HopDoubt",
        "HopYear",
        "NearestProgram",
        "PlaceCount",
    }
    ours = {
        model
        for app in ("partners", "programs")
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.endswith("Event")
        and model.__name__ not in derived
        and not (model._meta.auto_created or model._meta.proxy)
    }

    made = {made._meta.model for _name, made in concrete_factories()}

    assert {model.__name__ for model in ours - made} == set()
