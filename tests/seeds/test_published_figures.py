"""A GraphQL query returns every published figure, on the day of publication and today."""

from collections.abc import Callable
from typing import Any

import pytest
from city_database import PUBLICATION_DATE, ZHONGWEI

from seeds.figures import Figure, read_figures

FIGURES = read_figures(ZHONGWEI / "figures")


@pytest.mark.parametrize("variables", [{"asOf": PUBLICATION_DATE}, {}], ids=["published", "today"])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_figure(execute: Callable[..., Any], zhongwei: None, figure: Figure, variables: dict[str, str]) -> None:
    measured = figure.measure(execute, **variables)
    assert figure.matches(measured), measured


def test_every_published_figure_is_there() -> None:
    assert len(FIGURES) == 33
