"""Names of skills: one table of spellings for the whole house, and searching that respects word boundaries.

The table is `skills.txt` beside this module; its header says how a line is written and where it comes from.
"""

from core.skills.search import Found, find, occurrence
from core.skills.table import Kind, aliases, canonical, implied, kind_of

__all__ = ["Found", "Kind", "aliases", "canonical", "find", "implied", "kind_of", "occurrence"]
