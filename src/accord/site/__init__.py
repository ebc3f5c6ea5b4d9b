"""Storey 5: settings, addresses and the joining of the apps' sockets."""
