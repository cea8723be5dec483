"""What the integration is measured by; each module is run with python -m."""
