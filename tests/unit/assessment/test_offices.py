from __future__ import annotations

import pytest

from geleit.assessment.offices import is_office, speaks_for
from geleit.model.voices import plain


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Mayor of Northfield",
            "Northern officials",
            "local authorities",
            "the Kremlin",
            "Colonel Smith",
            "Gen. Smith",
        ),
        *("Major General Smith", "Foreign Office", "Embassy of the North", "Northern forces", "rebel commander"),
        *("Russian Centre for Reconciliation", "Centre for Reconciliation of the Opposing Sides", "Border Guard"),
        *("TASS", "SANA news agency", "Town Council", "Bürgermeister von Nordfeld", "Kreml", "Behörden der Stadt"),
        *("Ministère de la Défense", "Forces armées", "Ejército del Norte", "Кремль", "Администрация города", "ВСУ"),
        *("Збройні Сили", "السلطات المحلية", "محافظ حلب", "Governorate of the North"),
    ],
)
def test_offices_and_forces_of_whatever_side(name):
    assert is_office(plain(name))


@pytest.mark.parametrize(
    "name",
    [
        *("UN officials", "United Nations forces", "UN Secretary-General", "UNHCR officials", "Relief Watch", "ICRC"),
        *("Sana'a hospital", "Director General of Relief Watch", "Doctors of the General Hospital", "Town Watch"),
        *("Unofficial Monitor", "Generations for Peace", "Colonia Relief", "Tassili Monitor"),
    ],
)
def test_names_that_are_of_no_side(name):
    assert not is_office(plain(name))


SIDES = frozenset({"israel", "russia", "syria", "northland"})


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Israeli spokesman",
            "Israeli army spokeswoman",
            "Russian officer",
            "Senior Israeli officer",
            "Israeli media",
        ),
        *(
            "Syrian state television",
            "Syrian source",
            "Syrian news agency",
            "pro-Russian media",
            "Russian-backed forces",
        ),
        *("a Russian diplomat", "Israelischer Sprecher", "Russische Medien", "porte-parole israélien", "médias russes"),
        *("portavoz israelí", "израильский представитель", "источник в российской армии", "российские СМИ"),
        *("телевидение Сирии", "المتحدث الإسرائيلي", "الإعلام السوري", "مسؤول روسي", "Northlander media"),
        *("Spokesman for the Israeli police", "Israeli TV"),
    ],
)
def test_who_speaks_for_the_country_of_a_side(name):
    assert speaks_for(plain(name), SIDES)
    assert not speaks_for(plain(name), frozenset({"eritrea"}))


@pytest.mark.parametrize(
    "name",
    [
        *("Syrian Observatory for Human Rights", "Palestinian Red Crescent", "Russian NGO Memorial", "Syrian Network"),
        *("Syrian Civil Defence", "Syrian American Medical Society", "Israeli Information Center for Human Rights"),
        *("Syrian Center for Media and Freedom of Expression", "Médecins Sans Frontières", "United Nations sources"),
        *(
            "UN Relief and Works Agency for Palestine Refugees",
            "A Syrian doctor",
            "Israeli families",
            "Turkish officer",
        ),
        *("Russell Press", "Northern agency", "Sirius Media", "media", "officer", "spokesman"),
    ],
)
def test_names_that_only_hold_a_country(name):
    assert not speaks_for(plain(name), SIDES | {"palestinian armed groups"})


def test_the_country_is_found_in_a_longer_name_of_a_side():
    assert speaks_for("syrian television", frozenset({"syrian arab republic"}))
    assert speaks_for("opposition spokesman", frozenset({"armed opposition groups in the east"}))
    assert not speaks_for("opposition spokesman", SIDES)
    assert not speaks_for("eastern agency", frozenset({"armed opposition groups in the east"}))


def test_an_army_by_the_name_that_it_has_at_home():
    assert is_office(plain("ЦАХАЛ"))
    assert is_office(plain("צה״ל"))
    assert is_office(plain("pro-regime media"))
