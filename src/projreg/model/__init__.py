"""The format of the registry: every key declared once, and what follows from the declarations."""
