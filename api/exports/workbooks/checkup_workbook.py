"""The check-up of a division's networks, from sizes to QAP."""

from api.exports.workbooks.actor_tables import ACTOR_SHEETS, measured_networks, measures_table, structural_holes
from api.exports.workbooks.broker_tables import broker_tables
from api.exports.workbooks.group_tables import core_tables, position_tables, subgroup_tables
from api.exports.workbooks.network_tables import network_tables, provenance_table
from api.exports.workbooks.qap_table import qap_table
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Sheet
from api.exports.workbooks.two_mode_tables import two_mode_actors, two_mode_table
from graph.messages import checkup_workbook as messages


async def checkup_sheets(questions: Questions) -> list[Sheet]:
    """Raises UserError."""
    networks = await network_tables(questions)
    measured = await measured_networks(questions)
    return [
        Sheet(messages.WHOLE_NETWORKS.format(), networks.tables),
        Sheet(messages.PROVENANCE_OF_TIES.format(), [provenance_table(networks)]),
        *(Sheet(name, [measures_table(measured[projection])]) for projection, name in ACTOR_SHEETS.items()),
        Sheet(messages.STRUCTURAL_HOLES.format(), [structural_holes(measured)]),
        Sheet(messages.SUBGROUPS.format(), subgroup_tables(measured)),
        Sheet(messages.CORE_PERIPHERY.format(), core_tables(measured)),
        Sheet(messages.CONCOR.format(), position_tables(measured)),
        Sheet(messages.BROKERS.format(), await broker_tables(questions)),
        Sheet(messages.TWO_MODE_NETWORKS.format(), [two_mode_table(networks)]),
        Sheet(messages.TWO_MODE_ACTORS.format(), [await two_mode_actors(questions)]),
        Sheet(messages.QAP.format(), [await qap_table(questions)]),
    ]
