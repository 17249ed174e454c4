"""Lists from elsewhere, read as new projects: one module a format, then the columns, the cells, and what fits."""
