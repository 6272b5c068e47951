"""The interface's texts on the desk: kept in the database, and in use over the catalogs.

Each form of each message is a record with words, so that the queue, the page of a text, checks,
marks, history and files treat it as they treat content. See docs/decisions/0037-interface-texts.md.
"""
