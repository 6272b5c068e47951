"""Districts as readable files: one YAML file a district, all its languages side by side."""
