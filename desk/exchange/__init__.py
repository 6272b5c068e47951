"""Export and import of texts as PO, XLIFF and CSV files."""
