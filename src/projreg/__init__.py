"""The registry of a municipality's grant-funded projects: one TOML file in git and a command line around it."""

__version__ = "0.1.0"
