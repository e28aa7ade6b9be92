"""Builds the schema when it is imported, which takes 66 % of the CPU time of a start: servers forked afterwards use this one."""

import gc
from contextlib import suppress
from functools import cache

import api.app

api.app.make_schema = cache(api.app.make_schema)
with suppress(Exception):  # a server that is started reports it
    api.app.make_schema()
gc.collect()
gc.freeze()  # otherwise each server's first collection would copy all memory pages
