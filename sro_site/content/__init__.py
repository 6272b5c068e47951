"""Districts as readable files: one YAML file per district, with all languages side by side."""
