"""What vehicles can change of who gets out."""

from geleit.messages.language import Entry

VEHICLES: dict[str, Entry] = {
    "vehicles.untold": (
        "nothing is told of vehicles, and people may come in one: so the bound lets everybody ride at 120 km/h, and "
        "walking and streets hardly hold anybody back in it"
    ),
    "vehicles.outside": (
        "vehicles from outside are not excluded: so the bound lets everybody ride at 120 km/h, and walking and streets "
        "hardly hold anybody back in it"
    ),
    "vehicles.none": "there are no vehicles, so walking and streets decide",
    "vehicles.enough": (
        "all rides together (vehicles: {fleet:,}, seats in each: {seats:,}) save {hours:,} h on foot at most; with so "
        "much, neither walking nor streets prove more"
    ),
    "vehicles.by-fuel": (
        "all rides together (vehicles: {fleet:,}, seats in each: {seats:,}) save {hours:,} h on foot at most, for want "
        "of fuel, so no more than {people:people} can be out"
    ),
    "vehicles.by-time": (
        "all rides together (vehicles: {fleet:,}, seats in each: {seats:,}) save {hours:,} h on foot at most, for want "
        "of seats, so no more than {people:people} can be out"
    ),
}
