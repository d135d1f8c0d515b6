"""What gets in: needs, stocks, loads, promises and airdrops."""

from geleit.messages.language import Entry, Plural

AID: dict[str, Entry] = {
    # what is needed, and what came
    "aid.asked": Plural(
        "inside", "{need}: {inside:people} needs {wanted:quantity}", "{need}: {inside:people} need {wanted:quantity}"
    ),
    "aid.asked-days": Plural(
        "inside",
        "{need}: {inside:people} in {days:days} needs {wanted:quantity}",
        "{need}: {inside:people} in {days:days} need {wanted:quantity}",
    ),
    "aid.no-delivery": "{asked}; the case holds no delivery of it: what came is not known.",
    "aid.not-in-the-period": (
        "{asked}; what was delivered of it came before or after the period: what came in it is not known."
    ),
    "aid.not-named": (
        "{asked}; no delivery is said to be of it: what came is not known. Column goods could say what "
        "{items:semicolons} held."
    ),
    "aid.only-planned": "{asked}; what the case holds of it is only planned: what came is not known.",
    "aid.too-little": "{asked}; deliveries brought at most {most:quantity}, {share:percent_figures} of the least need.",
    "aid.too-little-for": Plural(
        "days",
        "{asked}; deliveries brought at most {most:quantity}, {share:percent_figures} of the least need: "
        "enough for {people:people} all the time, or for the fewest people inside for {days:,.2g} day.",
        "{asked}; deliveries brought at most {most:quantity}, {share:percent_figures} of the least need: "
        "enough for {people:people} all the time, or for the fewest people inside for {days:,.2g} days.",
    ),
    "aid.whether-all": (
        "{some} That is by what the case tells, and nobody says that nothing else came. Is its table of deliveries all "
        "that came, and up to when? Say so in the column taken of its source."
    ),
    "aid.enough": "{asked}; deliveries brought at least {least:quantity}.",
    "aid.no-weight": "{asked}; how much came is not known: no weight is given for {items:semicolons}.",
    "aid.at-least": (
        "{asked}; deliveries brought at least {least:quantity}, {share:percent_figures} of the highest need; how much "
        "more is not known: no weight is given for {items:semicolons}."
    ),
    "aid.not-all": (
        "{asked}; deliveries brought at least {least:quantity}, {share:percent_figures} of the highest need; {missing}."
    ),
    "aid.taken": "what came from {at} on is not known, when a table of them was taken",
    "aid.left-out": "what else came is not known, as rows of a table of them could not be used",
    "aid.some": "{asked}; deliveries brought {came:quantity}, {least:percent_figures} to {most:percent_figures} of it.",
    "aid.some-assumed": "{some} What a unit weighs is assumed there, which decides nothing.",
    "aid.partial": "{some} So says a claimant who is not impartial, which decides nothing.",
    "aid.partial-figure": "{some} It rests on figures of {claimant}, who is not impartial: so it decides nothing.",
    "aid.one-of-several": (
        "The row it is about is one of several of its shipment, with other goods: whether it means all of them is not "
        "told."
    ),
    "aid.whose-people": (
        "{some} But how many people are inside is the word of a party to the conflict, so it decides nothing."
    ),
    "aid.left-perhaps": (
        "{some} But all of it may have come: it arrived, was unloaded at several places, or was weighed by others."
    ),
    "aid.people-moved": (
        "{some} But people are said to have left, or others counted those inside: how many needed it all that time is "
        "not known."
    ),
    "aid.words-unchecked": (
        "{found} Nobody has checked that the words say just that (words_checked of the statement): so it decides "
        "nothing."
    ),
    "aid.promise-open": "{some} {why}",
    "aid.promise-gone": "But it was {stage:word}: the row tells of what is not there.",
    "aid.promise-stage": "But it was {stage:word}: whether people have it is not told.",
    "aid.promise-not-food": "Whether all of it is food, and of which energy, is not said.",
    "aid.promise-basket": "By weight alone: it is not said to hold what a full ration holds, with its energy.",
    "aid.one-person": "one person needs {amount:as_given}{note}",
    "aid.one-person-daily": "one person needs {amount:as_given} a day{note}",
    "aid.group": Plural(
        "people",
        "{group}: {people:people} needs {amount:as_given} more{note}",
        "{group}: {people:people} need {amount:as_given} more{note}",
    ),
    "aid.note": "; {note}",
    # a row of a load, as it counts
    "aid.row": "{at}: {item}{amount}, {stage:word}{to}: {held}{doubts}",
    "aid.row-amount": ", {amount:as_given}",
    "aid.row-to": " to {to}",
    "aid.row-doubts": " ({doubts:semicolons})",
    "aid.held": "{held:quantity}",
    "aid.held-unknown": "how much is not known",
    "aid.held-asked": "how much is not known; what one of these {unit} weighs, {name} in case.toml could say",
    "aid.held-part": "{percent:g} % of it",
    "aid.not-clear": "where to is not clear: counted only at most",
    "aid.partly": "partly the period of the case",
    "aid.outside": "outside the period of the case",
    "aid.perhaps-same": "may be the load of {rows:commas}: counted once at least; one shipment for both would say so",
    "aid.unit": "{unit}: one is {each:quantity} ({basis:word}).{note}",
    # a row as its claimant tells it
    "aid.told": "{at}: {item}{amount}, {stage:word}{note}",
    "aid.told-amount": ", {amount:,g} {unit:unit}",
    "aid.told-note": " ({note})",
    # how long stocks last
    "aid.clock": "{need}, by what {claimant} says is there: {lasts}",
    "aid.lasts": "it lasts to the end of the case, even with the most cautious figures.",
    "aid.runs-out": "it runs out {at}.",
    "aid.runs-out-between": "it runs out {earliest} at the earliest and {latest} at the latest.",
    "aid.runs-out-brought": "it runs out {earliest} at the earliest: how much was brought is not known.",
    "aid.runs-out-perhaps": ("it runs out {earliest} at the earliest, and perhaps not before the end of the case."),
    "aid.stock": "{at}: {amount:quantity} inside",
    "aid.used": "{used:quantity} used in a day, by the standard; who gets less than that makes it last longer",
    # whether a load is enough for so many
    "aid.promise": "{speaker}, {day}",
    "aid.no-days": "For how many days is not said, so nothing can be worked out.",
    "aid.no-food": "No food is in the load, so rations say nothing of it.",
    "aid.ration": Plural(
        "days",
        "The full ration for {people:people} and {days:figures} day weighs {wanted:quantity}{each}; {weighs}.",
        "The full ration for {people:people} and {days:figures} days weighs {wanted:quantity}{each}; {weighs}.",
    ),
    "aid.ration-each": Plural(
        "vehicles",
        ", {tonnes:figures} t on {vehicles:figures} vehicle",
        ", {tonnes:figures} t on each of {vehicles:figures} vehicles",
    ),
    "aid.weight-unknown": "what the load weighs is not known",
    "aid.weighs-at-most": "the load weighs at most {weight:quantity}, {share:percent_figures} of it",
    "aid.weighs-at-least": "the load weighs at least {weight:quantity}",
    "aid.weighs": "the load weighs {weight:quantity}",
    "aid.truck": "a truck carries at most {tonnes:g} t.{note}",
    "aid.further": " {note}",
    "aid.each-day": ("at most {grams:.3g} g for each person and day, where the full ration has {ration:g} g"),
    # what a load holds, and what of it came
    "aid.balance": "{foods:commas}: {nutrients:semicolons}.",
    "aid.balance-sweet": "{foods:commas}: {nutrients:semicolons}; the energy is from sugar.",
    "aid.nutrient": Plural(
        "asked",
        "{nutrient:word} {grams:figures} g for 100 kcal where {asked:.2g} g is needed",
        "{nutrient:word} {grams:figures} g for 100 kcal where {asked:.2g} g are needed",
    ),
    "aid.missing": ("{nutrient:word} is missing: at most {percent:.2g} % of what should come with the energy"),
    "aid.lost": "{item}: part of it was removed or lost.",
    "aid.lost-unknown": "{item}: how much of it came cannot be worked out.",
    "aid.left": "{item}: {share:percent_figures} of what was dispatched {came}.",
    "aid.left-doubted": (
        "{item}: {share:percent_figures} of what was dispatched {came}, but part of it is said to be removed or lost."
    ),
    "aid.was-unloaded": "was unloaded",
    "aid.arrived": "arrived",
    "aid.came": "came",
    # drops in place of convoys
    "aid.airdrops": "Airdrops",
    "aid.flights-unknown": (
        "To feed the people inside takes {food:quantity} a day, {flights}; how many were flown is not known."
    ),
    "aid.flights": Plural(
        "flown",
        "To feed the people inside takes {food:quantity} a day, {flights}; flown was {flown:figures} in {days:days}.",
        "To feed the people inside takes {food:quantity} a day, {flights}; flown were {flown:figures} in {days:days}.",
    ),
    "aid.flights-daily": Plural("flights", "{flights:figures} flight every day", "{flights:figures} flights every day"),
    "aid.flight": "a flight drops {tonnes:figures} t.{note}",
    "aid.found": "{share:percent_figures} of it is found.{note}",
    "aid.by-road": Plural(
        "trucks",
        "by road the same is {trucks:figures} truck a day, at {most:g} and {likely:g} t",
        "by road the same is {trucks:figures} trucks a day, at {most:g} and {likely:g} t",
    ),
}
