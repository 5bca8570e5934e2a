"""From a finished PDF to paper: what is sent where, and the truth about what became of it. It knows no handout."""
