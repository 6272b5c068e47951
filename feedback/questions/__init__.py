"""Questions of families: the page to ask, and the desk that answers."""
