"""The examples in the docstrings of weights/ do what they show, and each public function has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import weights

MODULES = [f"weights.{module.name}" for module in pkgutil.iter_modules(weights.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_one(name):
    module = importlib.import_module(name)
    functions = [value for key, value in vars(module).items() if inspect.isroutine(value) and not key.startswith("_")]
    own = [function for function in functions if function.__module__ == name]
    assert [function.__name__ for function in own if ">>>" not in (function.__doc__ or "")] == []
