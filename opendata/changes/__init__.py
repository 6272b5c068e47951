"""What differs between two documents of a district, and what families are told of it."""
