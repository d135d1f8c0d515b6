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
        "rides in {fleet:,} vehicles of {seats:,} seats save people {hours:,} hours on foot at most, all together: "
        "with so much, neither walking nor streets prove more"
    ),
    "vehicles.by-fuel": (
        "rides in {fleet:,} vehicles of {seats:,} seats save people {hours:,} hours on foot at most, all together, for "
        "want of fuel, so no more than {people:people} can be out"
    ),
    "vehicles.by-time": (
        "rides in {fleet:,} vehicles of {seats:,} seats save people {hours:,} hours on foot at most, all together, for "
        "want of seats, so no more than {people:people} can be out"
    ),
}
