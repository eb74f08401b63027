"""Filters and tags of the workbench's templates."""
