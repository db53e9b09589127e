"""Tables to structures: the only place where records and numbers meet."""
