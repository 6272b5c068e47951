"""Export and import of content as PO files, for Poedit, Weblate and OmegaT."""
