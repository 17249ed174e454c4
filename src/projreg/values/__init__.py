"""What stands in a key: days, amounts, ids, numbers of organisations, names; each read and written in one place."""
