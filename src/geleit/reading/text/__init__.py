"""What every language shares: sentences, quotations, figures, times, places, speakers."""
