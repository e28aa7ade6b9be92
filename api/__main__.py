from api.cli import COMMANDS

if __name__ == "__main__":
    COMMANDS()
