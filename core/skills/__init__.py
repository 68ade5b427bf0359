"""Names of skills: one table of spellings for the whole house, and searching that respects word boundaries.

The shipped table is `skills.txt` beside this module; its header says how a line is written and where it comes from. A
workspace may add to it: `extended` gives the table with its additions, and every function here takes a table.
"""

from core.skills.extending import Addition, admit, extended, parse_addition
from core.skills.search import Found, find, occurrence
from core.skills.table import Kind, Table, aliases, canonical, implied, kind_of, shipped

__all__ = [
    "Addition",
    "Found",
    "Kind",
    "Table",
    "admit",
    "aliases",
    "canonical",
    "extended",
    "find",
    "implied",
    "kind_of",
    "occurrence",
    "parse_addition",
    "shipped",
]
