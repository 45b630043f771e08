"""Pages of goals and of what is being done: the lists, one goal, the forms that start something."""
