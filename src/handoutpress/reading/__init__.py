"""Reading: from the files of a workspace to values that are found whole, or to findings with their place."""
