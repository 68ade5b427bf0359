"""Dates as people write them in resumes, as ISO, and the months between them."""
