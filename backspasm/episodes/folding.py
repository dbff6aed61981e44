"""Words as a search compares them: whatever their case, their accents and how they are encoded."""

import unicodedata


def folded(text: str) -> str:
    """The text without case and accents, the same for every way to encode it.

    The database cannot do this: SQLite folds the case of plain Latin letters alone.
    """
    apart = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    letters = (sign for sign in apart if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", "".join(letters))
