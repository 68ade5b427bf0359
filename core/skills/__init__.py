"""Names of skills: one table of aliases for the whole house, and searching that respects word boundaries."""
