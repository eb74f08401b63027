"""Code lists: CSV files, where each came from (ORIGINS.md), and their loaders."""
