"""Rows of values under labelled columns: what a list, a report or a sheet says, before anyone decides how it looks."""
