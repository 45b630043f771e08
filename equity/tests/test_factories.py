"""Every model has a factory, and what it makes is valid."""

import pytest
from django.apps import apps

from equity.tests import factories


def concrete_factories():
    for name, made in vars(factories).items():
        if name.endswith("Factory") and not made._meta.abstract:
            yield name, made


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made", [pytest.param(made, id=name) for name, made in concrete_factories()]
)
def test_factory_makes_valid_rows(made):
    first, second = made(), made()

    first.full_clean()
    second.full_clean()


def test_every_model_has_a_factory():
    ours = {
        model
        for model in apps.get_app_config("equity").get_models()
        if not model.__name__.endswith("Event")
    }

    made = {made._meta.model for _name, made in concrete_factories()}

    assert {model.__name__ for model in ours - made} == set()
