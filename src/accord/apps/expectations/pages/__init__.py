"""Pages of expectations: asking, answering, personal links, sealed and revealed rounds, outcomes."""
