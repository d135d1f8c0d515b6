from __future__ import annotations

import pytest

from geleit.assessment.offices import is_office
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
