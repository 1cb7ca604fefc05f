"""Qantar weighs reports: many accounts in, one record out, every statement on its own words."""

__version__ = "0.1.0"
