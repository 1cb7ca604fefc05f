"""One folder a language; a pack is found by being here, no list names it elsewhere."""
