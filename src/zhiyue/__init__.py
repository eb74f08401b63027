"""Zhiyue 质阅: reads the pages that quality work leaves behind."""

__version__ = "0.1.0"
