"""“This wording is wrong”: families say so, and translators see it beside the text."""
