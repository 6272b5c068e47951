"""What the filters of a queue find texts by: their words, checks, and last changes."""
