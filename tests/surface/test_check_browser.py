"""The page of a check in a headless browser: it draws the rows, explains them, and asks the network for nothing."""

from __future__ import annotations

import json

import pytest

from tests.surface.process import geleit
from tests.surface.test_report_browser import at_middle, drawing, until
from tests.surface.village import write_village

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HOSTILE = "</script><script>document.title='owned'</script><b>x</b>"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A street of 1 km with a depot 111 m north of its middle, and one carriageway closed."""
    folder = write_village(tmp_path_factory.mktemp("check") / "town", exits=((9, 100, "always"),), streets=((0, 9),))
    streets = json.loads((folder / "streets.geojson").read_text())
    shape = {"type": "LineString", "coordinates": [[0, 0.0001], [0.009, 0.0001]]}
    streets["features"].append({"type": "Feature", "properties": {"highway": "primary"}, "geometry": shape})
    (folder / "streets.geojson").write_text(json.dumps(streets))
    (folder / "depots.csv").write_text(f'id,name,lon,lat\nstore,"Store {HOSTILE}",0.0045,0.001')
    (folder / "closures.csv").write_text("id,name,lon,lat,windows\nb,Bridge,0.004,0,always")
    done = geleit("check", folder, "--out", "out", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder.parent / "out" / "check.html"


@pytest.fixture
def page(browser, written):
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.get("about:blank")  # a new tab has pages of its own to fetch
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(written.as_uri())
    until(lambda: browser.execute_script("return document.querySelector('#scale span').textContent !== ''"))
    return browser


def colours(page):
    """The colours on the map, each with the number of its pixels."""
    return dict(
        page.execute_script("""
        const canvas = document.getElementById('map'), found = {};
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4) {
          const key = [data[i], data[i + 1], data[i + 2]].join();
          found[key] = (found[key] || 0) + 1;
        }
        return found;
    """)
    )


def test_it_asks_the_network_for_nothing_and_complains_about_nothing(page, written):
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert asked == {written.as_uri()}
    assert page.get_log("browser") == []
    assert page.title != "owned"


def test_closed_and_open_carriageways_have_colours_of_their_own(page):
    drawn = colours(page)
    assert drawn["180,71,10"] > 100  # closed
    assert drawn["204,121,167"] > 1000  # open beside it


def test_the_depot_is_explained(page):
    """The map shows the streets, 11 m high and 1 km wide, in nine tenths of its width; the depot is north of them."""
    width = page.execute_script("return document.querySelector('.map').clientWidth")
    metre = 0.9 * width / 1001.9  # 0.009 degrees
    at_middle(page, 0, -round((0.001 - 0.00005) * 110_574 * metre)).perform()
    tip = page.find_element("id", "tip")
    until(lambda: tip.text.startswith("Store "))
    assert HOSTILE in tip.text
    assert tip.text.endswith("depot")


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_sticks_out_on_a_phone(page, width):
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    )
    page.refresh()
    assert page.execute_script("return document.documentElement.scrollWidth") == width


def test_a_dark_page_prints_on_white(page):
    before = drawing(page)
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": dark})
    until(lambda: drawing(page) != before)
    assert "230,159,0" in colours(page)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
    until(lambda: max(colours(page).items(), key=lambda found: found[1])[0] == "255,255,255")
