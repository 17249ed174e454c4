"""Pages for a browser: the frame with its style, and what is drawn. No script, nothing fetched from elsewhere."""
