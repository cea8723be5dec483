"""The ways to reach a massager: one file each, all speaking ``base``."""
