"""The examples in the docstrings of training/ do what they show."""

import doctest
import importlib
import pkgutil

import pytest

import training

MODULES = [module.name for module in pkgutil.walk_packages(training.__path__, "training.") if not module.ispkg]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
