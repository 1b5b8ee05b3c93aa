"""What each placement rule promises, from triangles; its numbers stand here a second time on purpose."""
