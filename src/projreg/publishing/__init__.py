"""What several published formats say, before anyone decides how it looks."""
