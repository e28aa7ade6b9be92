from dataclasses import replace

import numpy as np

from graph.coverage.columns.evaluator import Evaluator
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.measures.degree import degrees
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import ProjectedNetwork, project
from graph.network.questions.fitting_division import fitting_division, network_of_division


def project_or_name_division(
    columns: NetworkColumns, evaluator: Evaluator, question: NetworkQuestion, scope: int, max_pairs: int
) -> ProjectedNetwork:
    """Raises UserError (TOO_LARGE), which names the largest division that fits."""
    try:
        return project(columns, evaluator, question, scope, max_pairs)
    except UserError as error:
        if error.code is ErrorCode.TOO_LARGE and question.projection.overlap_of is not None:
            raise _named(columns, evaluator, question, scope, max_pairs) from error
        raise


def _named(columns: NetworkColumns, evaluator: Evaluator, question: NetworkQuestion, scope: int, max_pairs: int) -> UserError:
    base = question.projection.base
    of_base = replace(question, projection=base, where=replace(question.where, min_weight=None))
    network, mode_two = project(columns, evaluator, of_base, scope), question.projection.one == base.two
    division = fitting_division(
        network,
        lambda part: shared_pairs(part, mode_two) <= max_pairs,
        lambda division: network_of_division(network, question, division, max_pairs) is not None,
    )
    pairs = shared_pairs(network.arrays, mode_two)
    if division is None:
        return UserError(messages.OVERLAP_TOO_LARGE, pairs=pairs, maximum=max_pairs)
    return UserError(
        messages.OVERLAP_TOO_LARGE_FITS,
        {"fits": division.code},
        pairs=pairs,
        maximum=max_pairs,
        kind=division.kind,
        code=division.code,
    )


def shared_pairs(arrays: NetworkArrays, mode_two: bool) -> int:
    """Counts pairs of a mode's actors, once for each actor that they share."""
    assert arrays.mode_two is not None
    degree = degrees(arrays)[arrays.mode_two != mode_two].astype(np.int64)
    return int((degree * (degree - 1) // 2).sum())
