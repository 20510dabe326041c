"""What stands between the network and the application: nobody waits for a stranger."""
