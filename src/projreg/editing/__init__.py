"""Changes of the registry as edits of its text, each proved before it is written."""
