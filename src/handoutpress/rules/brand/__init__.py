"""The book on brands: colours that are seen and told apart, a logo that prints, a clinic that can be reached."""

from handoutpress.rules.brand import contacts, looks
from handoutpress.rules.brand.book import BRAND, Identity, identity

__all__ = ["BRAND", "Identity", "contacts", "identity", "looks"]
