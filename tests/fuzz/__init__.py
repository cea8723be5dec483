"""Generated input: whatever comes in, nothing breaks, and nothing is lost.

Each test has a short version, which is always run, and one marked slow with many more
inputs. All are the same in every run: they are drawn from a seed.
"""
