"""One module per command, with `run`."""
