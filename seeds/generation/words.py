"""Lists of names, written as one text."""


def words(text: str) -> list[str]:
    """The names in ``text``, which have spaces between them."""
    return text.split()
