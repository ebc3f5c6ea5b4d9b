"""Plain decisions about what initiatives caused."""
