"""Writing is safe: whatever fails, whoever else writes. PROJREG_LONG=1 runs the whole counts."""
