"""A mail a day to those who want it: what is new to translate."""
