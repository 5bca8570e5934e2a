"""Loads the engine as the program does, system fonts shut out, before a test here loads it in its own way."""

import handoutpress.pdf.engine  # noqa: F401 - for what it does when it loads
