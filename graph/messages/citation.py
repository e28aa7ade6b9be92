"""Parts of the line that cites a network: query, date, revision, provenance and licence."""

from typing import Final

from graph.messages.message import Message

CITATION: Final = Message(
    "Tiaokuai, network({query}); as of {day}; {revision}; {actors} actors and {ties} ties ({provenance}); {licence}.",
    "条块，network({query})；查询日期 {day}；{revision}；{actors} 个行动者，{ties} 条联系（{provenance}）；{licence}。",
)
REVISION_OF_NETWORK: Final = Message("revision {revision}", "数据版本 {revision}")
REVISIONS_OF_NETWORK: Final = Message("revisions {first} to {last}", "数据版本 {first} 至 {last}")
NO_PROVENANCE: Final = Message("no provenance", "没有来历")
LICENCE_OF_DATA: Final = Message("licence of the data: {licences}", "数据许可：{licences}")
LICENCE_NOT_NAMED: Final = Message("not named by the city", "该市未注明")
