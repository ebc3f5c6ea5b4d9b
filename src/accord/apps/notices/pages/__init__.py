"""HTTP for notices: the links of mails, what one was told, how one wants it, and whom mail does not reach."""
