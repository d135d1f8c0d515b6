"""Which unknown decides, and whom to ask."""

from geleit.messages.language import Entry

DECIDES: dict[str, Entry] = {
    "decides.heading": "what decides, and so what to find out first",
    "decides.rate": "how many people an hour a crossing passes",
    "decides.hours": "how long the crossings are open",
    "decides.unplaced": "where the exits without a place are",
    "decides.people": "how many people are inside",
    "decides.vehicles": "whether people can ride",
    "decides.streets": "how wide streets are and how fast people move",
    "decides.moves": (
        "{input:capital}: by itself it moves what is proved (at most) by {bound:,.0f}, and what plans with the likely "
        "figures can have out by {plan:,.0f}; ask {whom}."
    ),
    "decides.not": "What moves neither by itself: {inputs:semicolons}.",
    "decides.announcers": "{names:names}",
    "decides.holders": "whoever holds the crossings",
    "decides.claimants": "those who gave numbers ({names:semicolons}), and people inside",
    "decides.inside": "people inside and local offices",
    "decides.map": "people inside, mappers, and whoever has recent pictures from above",
}
