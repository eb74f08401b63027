"""Readings written for others: JSON lines, a table, the evidence viewer. Each goes through the one mask."""
