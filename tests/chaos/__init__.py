"""Random walks through everything that can happen to massagers and their home."""
