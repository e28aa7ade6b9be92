"""What the arguments of a field name: entities by name, divisions by a code of 12 digits, and the entities that an unknown code or name may mean.

`resolution.py` replaces references before the root fields are executed. `explanations.py` states afterwards why a field is null.
"""
