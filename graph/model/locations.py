"""The division in which an organisation or an activity is."""

from graph.model.declarations import Relation, many, one
from graph.model.divisions import DIVISIONS

LOCATED_IN = Relation(
    "LOCATED_IN",
    (),  # the kinds whose home it is
    DIVISIONS,
    "位于某区划。 It is located in a division.",
    forward=one("location", "所在区划。 The division in which it lies."),
    backward=many("located", "位于此区划的组织与活动。 Organisations and activities located here."),
)
