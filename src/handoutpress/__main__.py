"""`python -m handoutpress` is `handout`."""

from handoutpress.cli import main

main(prog_name="handout")
