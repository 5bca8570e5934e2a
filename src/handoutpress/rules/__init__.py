"""The rule books: what is wrong with the words, the pages, the brand and the translation of a leaflet."""
