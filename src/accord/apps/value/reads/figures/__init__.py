"""Questions about what a case may come to, and the classes it is held against."""
