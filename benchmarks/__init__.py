"""What README and docs claim, each figure made anew by one command."""
