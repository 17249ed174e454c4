"""What git holds of a registry, and what differs between two versions of it."""
