"""One text to translate: its page, what is put into its box, suggestions, its history."""
