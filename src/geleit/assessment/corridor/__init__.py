"""What was announced, against what makes a corridor acceptable."""
