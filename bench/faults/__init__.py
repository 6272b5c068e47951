"""Breaks a running site on this machine while it is read, and counts what its readers notice.

Run it with `make faults`; it prints the table of docs/reliability.md. Everything is started on
loopback in temporary folders, and ended afterwards.
"""
