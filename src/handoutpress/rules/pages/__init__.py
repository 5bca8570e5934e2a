"""The book on pages: how full they are, how large and long their lines, where they break, what is seen on them."""

from handoutpress.rules.pages import breaks, fill, looks, typography
from handoutpress.rules.pages.book import PAGES, Proof, proofread

__all__ = ["PAGES", "Proof", "breaks", "fill", "looks", "proofread", "typography"]
