"""The admin of equity."""
