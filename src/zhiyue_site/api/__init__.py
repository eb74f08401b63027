"""The same things for programs: JSON over HTTP. No tables."""
