"""What every driver owes, whatever massager is behind it."""
