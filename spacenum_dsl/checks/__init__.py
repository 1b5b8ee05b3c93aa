"""Floor 6: checks of worlds and questions that share no code with what drew them."""
