"""The route planner: from where somebody is to a job or a program, step by step."""
