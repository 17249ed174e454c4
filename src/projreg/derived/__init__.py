"""What follows from the registry and is never stored in it."""
