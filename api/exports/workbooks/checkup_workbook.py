"""The check-up of a division's networks, from sizes to QAP."""

from api.exports.workbooks.actor_tables import ONE_MODE, actor_table, measured_networks, structural_holes
from api.exports.workbooks.broker_tables import broker_tables
from api.exports.workbooks.group_tables import core_tables, position_tables, subgroup_tables
from api.exports.workbooks.network_tables import network_tables, provenance_table
from api.exports.workbooks.qap_table import qap_table
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Sheet, Words
from api.exports.workbooks.two_mode_tables import two_mode_actors, two_mode_table


async def checkup_sheets(questions: Questions) -> list[Sheet]:
    """Raises UserError."""
    networks = await network_tables(questions)
    measured = await measured_networks(questions)
    return [
        Sheet(Words("整体网", "Whole networks"), networks.tables),
        Sheet(Words("联系来源", "Provenance"), [provenance_table(networks)]),
        *(Sheet(name, [actor_table(measured[projection])]) for projection, name in ONE_MODE.items()),
        Sheet(Words("结构洞", "Structural holes"), [structural_holes(measured)]),
        Sheet(Words("凝聚子群", "Subgroups"), subgroup_tables(measured)),
        Sheet(Words("核心-边缘", "Core-periphery"), core_tables(measured)),
        Sheet(Words("CONCOR", "CONCOR"), position_tables(measured)),
        Sheet(Words("中间人", "Brokers"), await broker_tables(questions)),
        Sheet(Words("二模网", "Two-mode networks"), [two_mode_table(networks)]),
        Sheet(Words("二模行动者", "Two-mode actors"), [await two_mode_actors(questions)]),
        Sheet(Words("QAP", "QAP"), [await qap_table(questions)]),
    ]
