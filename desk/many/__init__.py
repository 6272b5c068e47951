"""Several texts on one page: short ones to be written, equal ones to be reviewed."""
