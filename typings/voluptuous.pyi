# Home Assistant puts probatio in voluptuous' place when it starts, and its own types
# are probatio's: so ours are, too.
from probatio import *  # noqa: F403
