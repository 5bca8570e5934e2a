"""From HTML to a PDF that is whole: typesetting, checks of what the engine did, and accessibility."""
