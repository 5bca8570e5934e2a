"""The book on content: whether a text is plain, whole, safe to act on, and looked after."""

from handoutpress.rules.content import contacts, language, numbers, pictures, structure, upkeep
from handoutpress.rules.content.book import CONTENT, Draft, Limits

__all__ = ["CONTENT", "Draft", "Limits", "contacts", "language", "numbers", "pictures", "structure", "upkeep"]
