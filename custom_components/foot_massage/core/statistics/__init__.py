"""The arithmetic of comparisons and trials: the one room that needs numpy.

Import it where it is used, in an executor, and never on Home Assistant's way up: numpy
takes a tenth of a second to load, a whole one on a small machine.
"""
