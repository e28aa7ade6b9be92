"""References in arguments, by name or by a division's code of 12 digits, and candidates for an unknown code or name.

`resolution.py` replaces references before root fields are executed. `explanations.py` explains afterwards why a field is null.
"""
