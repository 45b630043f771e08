"""Every model has a factory, and what it makes is valid."""

import pytest
from django.apps import apps

from wbl.tests import factories


def concrete_factories():
    return {
        name: made
        for name, made in vars(factories).items()
        if name.endswith("Factory") and made._meta.model and made.__module__ == factories.__name__
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", concrete_factories())
def test_factory_makes_valid_rows(name):
    made = concrete_factories()[name]
    first, second = made(), made()

    first.full_clean()
    second.full_clean()


def test_every_model_has_a_factory():
    ours = {
        model
        for model in apps.get_app_config("wbl").get_models()
        if not model.__name__.endswith("Event")
        and not (model._meta.auto_created or model._meta.proxy)
    }

    assert ours == {made._meta.model for made in concrete_factories().values()}
