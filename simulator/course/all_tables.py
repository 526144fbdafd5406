"""The metadata with every table: for migrations, and for whoever looks at all of them."""

from simulator.course import outside_tables, plenary_tables, tables
from simulator.course.columns import metadata

__all__ = ["metadata", "outside_tables", "plenary_tables", "tables"]
