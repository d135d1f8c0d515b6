"""What gets in: needs against deliveries, what a load holds, how long stocks last."""
