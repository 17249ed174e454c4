"""A page by a template of one's own: what it sees, how its text is made safe, how it is run."""
