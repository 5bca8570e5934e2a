"""Handout Press: structured patient handouts become clinic-branded leaflets that are ready to print."""

__version__ = "0.1.0"
