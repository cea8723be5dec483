"""The newest Home Assistant, which the test plugin has not been made for yet."""
