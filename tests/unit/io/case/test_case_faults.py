# ruff: noqa: E501 - one fault a line reads as the table it is
"""The message of every fault that a field of a case can have: file, what is replaced by what, message."""

import pytest

from tests.rows import counted

SETTINGS = [
    ("format = 1 ", "format = 2 ", "format: this Geleit reads case format 1, found '2'"),
    ("format = 1 ", "", "format: missing"),
    ("format = 1 ", "format = [", "not TOML: Invalid value (at line 9, column 1)"),
    ("format = 1 ", f"format = {'9' * 5000} ", "not TOML that can be read: a number is too long (see docs/formats/case.md for an example)"),
    ("format = 1 ", f"format = {'[' * 5000} ", "not TOML that can be read: it is nested too deeply (see docs/formats/case.md for an example)"),
    ("title =", "titel =", "titel: unknown field (did you mean 'title'?)"),
    ('title = "', 'title = ["a"]\n_x = "', "title: expected one text, found a list"),
    ('name = "town"', 'name = "a\\u001bb"', "name: it holds a control character, '\\x1b' (take it out)"),
    ('name = "town"', 'name = "a\\nb"', "name: expected one line, found 'a\\nb'"),
    ('place = "Sampleton (made up)"', "place = { x = 1 }", "place: expected a text, a number or a list of texts, found a table of fields"),
    ("Atlantic/Azores", "Atlantic/Azorse", "time_zone: no time zone is called 'Atlantic/Azorse'; did you mean 'Atlantic/Azores'?"),
    ('time_zone = "Atlantic/Azores"', "", "time_zone: missing"),
    ("end = 2024-05-05T00:00:00", "end = 2024-04-05T00:00:00", "period: it ends (2024-04-05T00:00:00+00:00) before or when it starts (2024-05-01T06:00:00+00:00)"),
    ("end = 2024-05-05T00:00:00", "end = 17", "period.end: expected a time such as 2016-08-11T10:00, found '17'"),
    ("end = 2024-05-05T00:00:00", "end = 2124-05-05", "period: expected at most 3660 days"),
    (", end = 2024-05-05T00:00:00", "", "period.end: missing"),
    ("start = 2024-05-01T06:00:00", "start = 2024-03-31T00:30:00", "period.start: the clock of Atlantic/Azores skips 2024-03-31 00:30 (daylight saving)"),
    ("period = {", "_period = {", "period: missing (such as { start = 2016-07-28T00:00:00, end = 2016-08-17T00:00:00 })"),
    ("period = {", "period = 3\n_p = {", "period: expected a table, found '3'"),
    ("deadline = 2024-05-04T00:00:00", "deadline = 2024-05-01T06:00:00", "deadline: expected a time within the period, 2024-05-01T06:00:00+00:00 to 2024-05-05T00:00:00+00:00, found 2024-05-01T06:00:00+00:00"),
    ("deadline = 2024-05-04T00:00:00", "deadline = 2024-05-06", "deadline: expected a time within the period, 2024-05-01T06:00:00+00:00 to 2024-05-05T00:00:00+00:00, found 2024-05-06T00:00:00+00:00"),
    ("deadline = 2024-05-04T00:00:00", "", "deadline: missing"),
    ("low = 0.7", "low = 1.7", "assumptions.walking_speed: expected low <= likely <= high, found 1.7, 1.1, 1.34"),
    ("low = 0.7", "low = nan", "assumptions.walking_speed.low: expected a number, found 'nan'"),
    ("low = 0.7", "low = 0", "assumptions.walking_speed.low: expected more than 0"),
    ("low = 0.7", "low = 1e-9", "assumptions.walking_speed.low: expected 0.01 to 50 m/s, found 1e-09"),
    ("high = 1.34", "high = 80", "assumptions.walking_speed.high: expected 0.01 to 50 m/s, found 80"),
    ("low = 0.7", "low = -1", "assumptions.walking_speed.low: expected 0 or more, found '-1'"),
    ("low = 0.7", "", "assumptions.walking_speed.low: missing (give low, likely and high, or likely alone)"),
    ("low = 0.7", "lo = 0.7", "assumptions.walking_speed.lo: unknown field (did you mean 'low'?)"),
    ('unit = "m/s"', 'unit = "km/h"', "assumptions.walking_speed.unit: expected 'm/s', found 'km/h'"),
    ("high = 1.0\n", "high = 1.5\n", "assumptions.usable_width.high: expected a share from 0 to 1"),
    ("[assumptions.usable_width]", "[assumptions.usable_widht]", "assumptions.usable_width: missing (found 'usable_widht' instead)"),
    ('high = 1.34\nunit = "m/s"\nbasis = "assumption"', 'high = 1.34\nunit = "m/s"\nbasis = "guess"', "assumptions.walking_speed.basis: expected one of published, derived, assumption, found 'guess'"),
    ('high = 1.34\nunit = "m/s"\nbasis = "assumption"', 'high = 1.34\nunit = "m/s"\nbasis = "published"', "assumptions.walking_speed.source: missing (a published figure names its source)"),
    ('high = 1.34\nunit = "m/s"\nbasis = "assumption"\nsource = ""', 'high = 1.34\nunit = "m/s"\nsource = "lefalet"', "assumptions.walking_speed.source: no source has the id 'lefalet' (did you mean 'leaflet'?)"),
    ('streets = "streets.geojson"', 'street = "streets.geojson"', "files.street: unknown field (did you mean 'streets'?)"),
    ("[files]", "[people]\nlikely = 3\n[files]", "people.raster: missing"),
    ("[files]", '[people]\nraster = "a.tif"\nlikely = 3.5\n[files]', "people.likely: expected a whole number of people, found '3.5'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), SETTINGS)
def test_faults_of_settings(edit, fault, old, new, message):
    edit("case.toml", old, new)
    assert fault() == f"town/case.toml: {message}"


def test_a_raster_within_an_area_that_is_missing(folder, edit, fault):
    (folder / "area.geojson").unlink()
    edit("case.toml", "[files]", '[people]\nraster = "a.tif"\nlikely = 3\nwithin_area = true\n[files]')
    assert fault() == "town/case.toml: people.within_area: the case has no area (draw area.geojson)"


def test_a_raster_that_is_missing(edit, fault):
    edit("case.toml", "[files]", '[people]\nraster = "a.tif"\nlikely = 3\n[files]')
    assert fault() == "town/a.tif: no such file"


def test_streets_that_are_missing(edit, fault):
    edit("case.toml", 'streets = "streets.geojson"', "")
    assert fault() == (
        "town/streets.npz: no such file (make it by geleit import, or name another file in [files] streets of case.toml)"
    )


ROWS = [
    ("sources.csv", "leaflet,Leaflet", ",Leaflet", "row 2, column id: missing"),
    ("sources.csv", "survey,Household", "leaflet,Household", "row 4, column id: 'leaflet' is the id of row 2 too (give each its own id)"),
    ("sources.csv", "survey,Household", f"{'s' * 101},Household", "row 4, column id: expected at most 100 characters, found 101"),
    ("sources.csv", "survey,Household", "sur;vey,Household", "row 4, column id: expected an id without ';', found 'sur;vey'"),
    ("sources.csv", "survey,Household", "sur\u200bvey,Household", "row 4, column id: an id holds no U+200B (zero width space), which is not seen; found 'sur\\u200bvey' (type it anew)"),
    ("sources.csv", "survey,Household", "sur\u3164vey,Household", "row 4, column id: an id holds no U+3164 (hangul filler), which is not seen; found 'sur\u3164vey' (type it anew)"),
    ("sources.csv", "2024-03,,,", "2024-03,,abc,", "row 4, column sha256: expected 64 hexadecimal digits, found 'abc'"),
    ("sources.csv", "2024-03,,,", f"2024-03,,,{'long ' * 5000}", "row 4, column note: expected at most 20000 characters, found 24999"),
    ("parties.csv", "yes,,\ncouncil", "perhaps,,\ncouncil", "row 2, column belligerent: expected yes or no, found 'perhaps'"),
    ("sources.csv", "survey,Household", '"sur\nvey",Household', "row 4, column id: expected one line, found 'sur\\nvey'"),
    ("sources.csv", "survey,Household", "survey,House\x9bhold", "row 4, column title: it holds a control character, '\\x9b' (take it out)"),
    ("corridors.csv", ",crescent,", ",cresent,", "row 3, column agreed_by: no party has the id 'cresent' (did you mean 'crescent'?)"),
    ("corridors.csv", ",crescent,", ",nobody,", "row 3, column agreed_by: no party has the id 'nobody' (known: council, crescent, none, north)"),
    ("exits.csv", "Third gate,,,,none,", "Third gate,,,,assumption,", "row 4, column place_basis: an assumption, but the row has no place (give lon and lat, or leave it empty)"),
    ("exits.csv", "Third gate,,,,none,", "Third gate,,,,guess,", "row 4, column place_basis: expected one of announced, assumption, none, found 'guess'"),
    ("corridors.csv", "North Road,north,", "North Road,,", "row 2, column announced_by: missing"),
    ("corridors.csv", "2024-04-30T18:00,,", "2024-04-31T18:00,,", "row 2, column announced_at: no such day: '2024-04-31'"),
    ("corridors.csv", "east-bridge,", "operation,", "row 3, column id: 'operation' means the operation as a whole (choose another id)"),
    ("corridors.csv", "400,500,600", "400,500,550.5", "row 2, column places_high: expected a whole number of people, found '550.5'"),
    ("corridors.csv", "400,500,600", "400,,600", "row 2, column places_likely: missing (give places_low, places_likely and places_high, or places_likely alone)"),
    ("exits.csv", "60,150,400,,assumption,Screening", "abc,150,400,,assumption,Screening", "row 2, column rate_low: expected a number, found 'abc'"),
    ("exits.csv", "60,150,400,,assumption,Screening", "-60,150,400,,assumption,Screening", "row 2, column rate_low: expected 0 or more, found '-60'"),
    ("exits.csv", "60,150,400,,assumption,Screening", "60,150,inf,,assumption,Screening", "row 2, column rate_high: expected a number, found 'inf'"),
    ("exits.csv", "60,150,400,,assumption,Screening", "60,150,1e10,,assumption,Screening", "row 2, column rate_high: expected up to 1,000,000,000 people an hour, found 10,000,000,000"),
    ("people.geojson", '"note": "A point puts', '"ready_from": "2024-05-02", "ready_by": "2024-05-01", "note": "A point puts', "people[2].ready_by: expected a time that is not before ready_from"),
    ("exits.csv", "60,150,400,,assumption,Screening", "60,,400,,assumption,Screening", "row 2, column rate_likely: missing (give rate_low, rate_likely and rate_high, or rate_likely alone)"),
    ("exits.csv", "60,150,400,,assumption,Screening", ",,,,assumption,Screening", "row 2, column rate_likely: missing"),
    ("exits.csv", "60,150,400,,assumption,Screening", "400,150,60,,assumption,Screening", "row 2, column rate_low: expected low <= likely <= high, found 400, 150, 60"),
    ("exits.csv", "60,150,400,,assumption,Screening", "60,150,400,,published,Screening", "row 2, column rate_source: missing (a published figure names its source)"),
    ("exits.csv", "60,150,400,,assumption,Screening", "60,150,400,rumour,,Screening", "row 2, column rate_source: no source has the id 'rumour' (known: leaflet, radio-0501, survey)"),
    ("exits.csv", "45.0105,100", "45.0105,-1", "row 2, column position_error: expected 0 or more, found '-1'"),
    ("exits.csv", "45.0105,100", "45.0105,1e7", "row 2, column position_error: expected 1e+06 or less, found '1e7'"),
    ("exits.csv", "-29.9980,45.0105", "45.0105,-29.9980", "row 2, column lon: longitude and latitude look swapped: 45.0105, -29.998 is far from the streets (write longitude first)"),
    ("exits.csv", "-29.9980,45.0105", "nan,45.0105", "row 2, column lon: expected a number, found 'nan'"),
    ("exits.csv", "-29.9980,45.0105", "-29.9980,", "row 2, column lat: missing (give both lon and lat, or neither)"),
    ("exits.csv", "daily 08:00-20:00,", ",", "row 2, column windows: missing"),
    ("exits.csv", "daily 08:00-20:00,", "daily 11:00-20:00,", "row 2, column windows_cautious: expected windows within the column windows, found 2024-05-01T10:00:00+00:00/2024-05-01T13:00:00+00:00"),
    ("exits.csv", "daily 08:00-20:00,", "2024-05-01T13:00/2024-05-01T10:00,", "row 2, column windows: the window ends (2024-05-01T10:00:00+00:00) before or when it starts (2024-05-01T13:00:00+00:00)"),
    ("exits.csv", "daily 08:00-20:00,", "always;" * 401 + ",", "row 2, column windows: expected at most 400 windows, found 401"),
    ("exits.csv", ",any,all,", ",boat,all,", "row 3, column mode: expected one of foot, vehicle, any, found 'boat'"),
    ("exits.csv", ",any,all,", ",any,everyone,", "row 3, column users: expected one of civilians, fighters, medical, all, found 'everyone'"),
    ("exits.csv", "all,east-bridge,", "all,bridge,", "row 3, column corridor: no corridor has the id 'bridge' (did you mean 'east-bridge'?)"),
    ("pauses.csv", "morning,", "north-road,", "row 2, column id: a corridor has the id 'north-road' too (give one of them another id)"),
    ("pauses.csv", ",leaflet,", ",leaflets,", "row 2, column source: no source has the id 'leaflets' (did you mean 'leaflet'?)"),
    ("closures.csv", "-29.9980,45.0010", ",", "row 2, column lon: missing (expected a position: Point, LineString, MultiLineString, Polygon, MultiPolygon)"),
    ("incidents.csv", "2024-05-01T15:00", "2024-05-01T14:00", "row 2, column end: it ends (2024-05-01T14:00:00+00:00) before it starts (2024-05-01T14:30:00+00:00)"),
    ("incidents.csv", "shelling,,", "shelling,nroth,", "row 2, column by: no party has the id 'nroth' (did you mean 'north'?)"),
    ("incidents.csv", "0,0,2", "0,0,2.5", "row 2, column deaths_high: expected a whole number of people, found '2.5'"),
    ("incidents.csv", "Radio Sampleton", "", "row 2, column claimant: missing"),
    ("deliveries.csv", "food-1,,2024-05-01,,dispatched,", "food-1,,2024-05-01,,sent,", "row 2, column stage: expected one of planned, dispatched, arrived, unloaded, removed, lost, found 'sent'"),
    ("deliveries.csv", ",parcels,", ",,", "row 2, column amount_unit: missing (say what the figure counts, such as people, t or sets)"),
    ("deliveries.csv", ",parcel,,", ",parcell,,", "row 2, column goods: no item has the id 'parcell' (did you mean 'parcel'?)"),
    ("deliveries.csv", ",parcel,,", ",parcel,ship,", "row 2, column means: expected one of convoy, airdrop, airlift, found 'ship'"),
    ("deliveries.csv", ",300,,parcels,", ",30,,%,", "row 2, column amount_unit: only what was removed or lost is given in % (say how much it was)"),
    ("deliveries.csv", ",3,,t,,", ",5,,t,,", "row 4, column amount_likely: 5 t unloaded, more than the 4 that 'Sampleton Red Crescent' says were dispatched (row 3) (correct one of them, or name the claimant of each)"),
    ("deliveries.csv", ",4,,t,,2,", ",4,,t,,1.5,", "row 3, column vehicles_likely: expected a whole number of vehicles, found '1.5'"),
    ("deliveries.csv", ",4,,t,,2,", ",-4,,t,,2,", "row 3, column amount_likely: expected 0 or more, found '-4'"),
    ("items.csv", "300,350,400,", "300,350,950,", "row 2, column energy_high: expected up to 900 kcal in 100 g, found 950"),
    ("items.csv", ",8,10,12,,,", ",8,10,12,food,,", "row 2, column measure_likely: missing (name the need in meets, and in measure_likely how much one of it meets)"),
    ("items.csv", ",8,10,12,,,", ",8,10,12,shelters,3,", "row 2, column meets: no need has the id 'shelters' (did you mean 'shelter'?)"),
    ("needs.csv", ",0.02,0.03,0.05,", ",,,,", "row 2, column share_likely: missing (a group of people has a name and a share)"),
    ("needs.csv", ",0.02,0.03,0.05,", ",0.02,0.03,1.05,", "row 2, column share_high: expected a share from 0 to 1, found 1.05"),
    ("needs.csv", "kcal,day,energy", "kJ,day,energy", "row 2, column unit: expected 'kcal' a person, each day, as in 'energy' (found 'kJ', each day)"),
    ("needs.csv", "kcal,day,energy", "kcal,day,enery", "row 2, column adds_to: no need has the id 'enery' (did you mean 'energy'?)"),
    ("needs.csv", "kcal,day,energy", "kcal,week,energy", "row 2, column pace: expected one of day, once, found 'week'"),
    ("stocks.csv", "flour-store,food,1500", "flour-store,food,-1500", "row 2, column amount_low: expected 0 or more, found '-1500'"),
    ("stocks.csv", "flour-store,food,", "flour-store,foods,", "row 2, column need: no need has the id 'foods' (did you mean 'food'?)"),
    ("stocks.csv", "flour-store,food,", "flour-store,breastfeeding,", "row 2, column need: 'breastfeeding' adds to 'energy' (write energy)"),
    ("basket.csv", "# rice,400,", "water,400,", "row 2, column item: 'water' is no food (the ration is what people eat)"),
    ("basket.csv", "# rice,400,", "rice,6000,", "row 2, column grams: expected 5000 or less, found '6000'"),
    ("depots.csv", ",,40,,", ",,-40,,", "row 2, column tonnes_likely: expected 0 or more, found '-40'"),
    ("depots.csv", "-29.9840,45.0045", ",", "row 2, column lon: missing (expected a position: Point)"),
    ("trucks.csv", ",store,2,3,4", ",shop,2,3,4", "row 2, column depot: no depot has the id 'shop' (known: store)"),
    ("trucks.csv", ",3.5,,,7.5,", ",3.5,,,3.5,", "row 2, column weight: a loaded truck weighs more than its payload of 3.5 t, found 3.5 (give the weight of truck and load together, or leave it empty)"),
    ("trucks.csv", ",3.5,,,7.5,", ",0,,,7.5,", "row 2, column payload_likely: expected more than 0 and up to 200 t, found 0"),
    ("trucks.csv", ",10,20,30,,20,", ",10,20,300,,20,", "row 2, column speed_high: expected more than 0 and up to 150 km/h, found 300"),
    ("trucks.csv", ",10,20,30,,20,", ",10,20,30,,2000,", "row 2, column loading_likely: expected up to 1,440 minutes, found 2,000"),
    ("trucks.csv", ",store,2,3,4", ",store,2,3,4.5", "row 2, column number_high: expected a whole number of trucks, found '4.5'"),
    ("gates.csv", "daily 10:00-13:00", "", "row 2, column windows: missing"),
    ("gates.csv", ",6,10,20,", ",6,10,20000,", "row 2, column trucks_per_hour_high: expected up to 10,000 trucks an hour, found 20,000"),
    ("weight_limits.csv", ",16,,", ",heavy,,", "row 2, column tonnes: expected a number, found 'heavy'"),
    ("statements.csv", "count-1,Northern Command,,north,", "count-1,Northern Command,,south,", "row 2, column party: no party has the id 'south' (did you mean 'north'?)"),
    ("statements.csv", "2024-05-01T19:00", "last night", "row 2, column at: expected a time such as 2016-08-11T10:00, found 'last night'"),
    ("evidence.csv", "east-bridge,", "bridge,", "row 3, column subject: no corridor or pause has the id 'bridge' (did you mean 'east-bridge'?)"),
    ("evidence.csv", "VOLUNTARY,for", "VOLUNTARY,pro", "row 2, column says: expected one of for, against, context, found 'pro'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), ROWS)
def test_faults_of_rows(folder, edit, fault, file, old, new, message):
    edit(file, old, new)
    assert fault() == f"town/{file}: {counted(folder / file, message)}"


FEATURES = [
    ("\"people_likely\": 1200", "\"people_likely\": true", "people[0].people_likely: expected a number, found 'yes'"),
    ("900, \"people_likely\": 1200", "900.5, \"people_likely\": 1200", "people[0].people_low: expected a whole number of people, found '900.5'"),
    ("900, \"people_likely\": 1200", "-900, \"people_likely\": 1200", "people[0].people_low: expected 0 or more, found '-900'"),
    ("900, \"people_likely\": 1200", "NaN, \"people_likely\": 1200", "people[0].people_low: expected a number, found 'nan'"),
    ("900, \"people_likely\": 1200", "9000, \"people_likely\": 1200", "people[0].people_low: expected low <= likely <= high, found 9000, 1200, 1500"),
    ("\"claimant\": \"Sampleton Council", "\"claimant\": \"\\ud800Council", "people[2].claimant: it holds a control character, '\\ud800' (take it out)"),
    ("\"id\": \"school\"", "\"id\": \"north\"", "people[2].id: 'north' is the id of people[1] too (give each its own id)"),
    ("[-30.0, 45.0056]", "[45.0056, -30.0]", "people[2].geometry: longitude and latitude look swapped: 45.0056, -30 is far from the streets (write longitude first)"),
    ("{\"type\": \"Point\", \"coordinates\": [-30.0, 45.0056]}", "null", "people[2].geometry: missing (expected a position: Point, Polygon, MultiPolygon)"),
    ("\"source\": \"radio-0501\"", "\"source\": \"x\"", "people[2].source: no source has the id 'x' (known: leaflet, radio-0501, survey)"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), FEATURES)
def test_faults_of_features(edit, fault, old, new, message):
    edit("people.geojson", old, new)
    assert fault() == f"town/people.geojson: {message}"
