"""Talking to printers by the Internet Printing Protocol: messages, connections, operations. It knows no target."""
