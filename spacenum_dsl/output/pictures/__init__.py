"""Pictures: what a renderer is, the farm of processes that renders, what is drawn over finished ones."""
