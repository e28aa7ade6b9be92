"""The largest network that the format of a file can hold."""

from graph.errors import UserError
from graph.messages import network as messages
from graph.network.exports.formats import Format
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.questions.fitting_division import fitting_division, network_of_division


def require_format_holds(of_format: Format, network: ProjectedNetwork) -> None:
    """Raises UserError (TOO_LARGE) if the network has more rows or columns than the format can hold. The error names the largest
    division that fits. Runs in a thread.
    """
    if of_format.holds(network.arrays):
        return

    def fits(division: int) -> bool:
        found = network_of_division(network, network.question, division)
        return found is not None and of_format.holds(found.arrays)

    division = fitting_division(network, of_format.holds, fits)
    size, maximum = of_format.size(network.arrays), of_format.max_size
    if division is None:
        raise UserError(messages.FORMAT_TOO_SMALL, extension=of_format.extension, size=size, maximum=maximum)
    raise UserError(
        messages.FORMAT_TOO_SMALL_FITS,
        {"fits": division.code},
        extension=of_format.extension,
        size=size,
        maximum=maximum,
        kind=division.kind,
        code=division.code,
    )
