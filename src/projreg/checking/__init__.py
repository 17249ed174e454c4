"""The rules run over registries: which count, what they find, and where."""
