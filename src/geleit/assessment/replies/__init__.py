"""Right of reply: who is asked, and to what."""

from geleit.assessment.replies.claimants import claimants_in
from geleit.assessment.replies.sheets import reply_sheets

__all__ = ["claimants_in", "reply_sheets"]
