"""The public data for programs: answers, tables, and what describes them."""
