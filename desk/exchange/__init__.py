"""Words of content as PO files, out and in: for Poedit, Weblate and OmegaT."""
