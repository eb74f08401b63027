"""Configured websites: one TOML each."""
