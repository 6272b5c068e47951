"""Families ask for an interpreter before a meeting, and say afterwards how it was."""
