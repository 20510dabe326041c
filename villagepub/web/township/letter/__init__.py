"""One letter: opened again, answered, cancelled."""
