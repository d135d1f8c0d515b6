"""Tables of deliveries as others keep them: 3W sheets, lists of convoys, access logs; by the columns a user names."""
