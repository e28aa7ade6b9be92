"""The command line."""

from api.gc_tuning import raise_gc_thresholds

raise_gc_thresholds()

from api.cli import COMMANDS  # noqa: E402

if __name__ == "__main__":
    COMMANDS()
