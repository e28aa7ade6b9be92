"""The garbage collector, for a process that answers: it looks seldom, and never at what stays for good.

Answers are made of many lists that are gone as soon as they are sent, without the collector. As it comes it looks after every 700 of them,
and now and then through the whole schema: a third of the time that a long answer takes in Python.
"""

import gc
from typing import Final

THRESHOLDS: Final = (250_000, 20, 100)
"""After how many new objects the youngest are looked at, after how many such times those that stayed, and then all."""


def tune_gc() -> None:
    """To be called once everything is there that stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
