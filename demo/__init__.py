"""A throw-away home to show the integration in: a real Home Assistant and a bedroom."""
