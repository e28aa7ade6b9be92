"""The command line."""

from api.process_tuning import tune_process

tune_process()

from api.cli import COMMANDS  # noqa: E402

if __name__ == "__main__":
    COMMANDS()
