"""The chain of documents of each district: taken, checked, redacted, signed."""
