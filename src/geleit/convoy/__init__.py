"""What trucks can bring in: rounds, their times, a plan, and a proved bound."""
