"""The way out: a file is replaced whole and safely, or left as it was."""
