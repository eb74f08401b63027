"""The anatomy of a page: which range of its text plays which role."""
