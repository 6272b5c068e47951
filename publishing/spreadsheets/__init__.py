"""Records as spreadsheets: what is downloaded, changed by staff, and imported again.

A kind (`kinds`) declares the columns of a model and of the rows that belong to its records. A file
(`files`, `workbooks`) is read into lines, each cell is compared with what is stored (`comparing`),
and what differs is saved through the form of the record's own page (`importing`).
"""
