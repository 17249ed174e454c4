"""One encoder for each target: the only places where text of users becomes part of an output."""
