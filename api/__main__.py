from api.command_line import COMMANDS

if __name__ == "__main__":
    COMMANDS()
