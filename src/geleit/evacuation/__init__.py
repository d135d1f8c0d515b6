"""Who can leave by when: a question in whole numbers, a proved bound, a plan, and what would be enough."""
