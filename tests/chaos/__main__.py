"""Walk at random: scripts/soak --help."""

import argparse
import sys

from .soak import cut_power, replay, soak


def main() -> None:
    """Read the command line and walk as it says."""
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("--seeds", type=int, default=500, help="how many walks")
    parser.add_argument("--start", type=int, default=1, help="the first seed")
    parser.add_argument("--replay", type=int, metavar="SEED", help="show one walk")
    parser.add_argument("--hours", type=float, help="go on for so long instead")
    parser.add_argument("--jobs", type=int, help="how many at once")
    parser.add_argument(
        "--power-cuts",
        type=int,
        metavar="N",
        help="instead of walking, cut the power of a real Home Assistant",
    )
    options = parser.parse_args()
    if options.power_cuts:
        sys.exit(cut_power(options.power_cuts))
    if options.replay is not None:
        sys.exit(replay(options.replay))
    sys.exit(soak(options.start, options.seeds, options.hours, options.jobs))


if __name__ == "__main__":
    main()
