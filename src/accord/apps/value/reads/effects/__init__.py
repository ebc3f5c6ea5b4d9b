"""Questions about what initiatives caused."""
