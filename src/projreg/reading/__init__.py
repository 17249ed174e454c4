"""The way in: bytes, text, TOML, and where in it everything stands."""
