"""The labor market: figures in force, flags by rule, supply, estimates."""
