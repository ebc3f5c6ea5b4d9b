"""The cellar's ground: references, refusals, components, charts and lists that every page is made of."""
