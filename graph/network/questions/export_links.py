from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from graph.network.exports.formats import Format
from graph.network.projection.network_question import NetworkQuestion
from graph.network.questions.export_question import path_of_projection
from graph.network.questions.selection_reader import NetworkFieldReader

_LISTS: Final = ("relations", "kinds", "unitTypes", "sectors", "provenance")


def export_url(question: NetworkQuestion, of_format: Format) -> str:
    """Returns an address relative to the GraphQL endpoint, so that a proxy's prefix remains."""
    *lists, min_weight = question.where.key
    parameters = {"scope": question.scope, "asOf": question.day.isoformat(), "boundary": question.boundary.name}
    parameters |= {name: ",".join(values) for name, values in zip(_LISTS, lists, strict=True) if values is not None}
    if min_weight is not None:
        parameters["minWeight"] = repr(min_weight)
    path = path_of_projection(question.projection)
    return f"exports/{path}.{of_format.extension}?{urlencode(parameters, safe=',')}"


EXPORT_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "format": lambda _, of_format: of_format.name,
    "nameZh": lambda _, of_format: of_format.name_zh,
    "mediaType": lambda _, of_format: of_format.media_type,
    "url": lambda execution, of_format: export_url(execution.network.question, of_format),
    "losses": lambda _, of_format: [each.format().both for each in of_format.losses],
}
