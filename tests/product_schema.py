"""The schema of the product, made once for all tests of a worker."""

from typing import Final

from schema.schema import make_schema

SCHEMA: Final = make_schema()
