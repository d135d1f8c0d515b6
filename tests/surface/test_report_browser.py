"""The report in a real headless browser: it draws, moves and explains itself, and asks the network for nothing."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from geleit.report.html.report_page import write_report
from geleit.streets.settle import settle
from tests.unit.report.town import HOSTILE, answer, findings, room, statements

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module", params=["Mill Lane", HOSTILE], ids=["plain", "hostile"])
def report(request, tmp_path_factory):
    text = request.param
    found = (*findings(text), *statements(text))
    view = room(text)
    people = settle(view.case.network, view.case.places).high
    return write_report(tmp_path_factory.mktemp("report"), view, found, [answer(text)], people)


@pytest.fixture
def page(browser, report):
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.get("about:blank")  # a new tab has pages of its own to fetch
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(report.as_uri())
    until(lambda: browser.execute_script("return document.querySelector('#scale span').textContent !== ''"))
    return browser


def until(happens, seconds=300):
    """Wait until something happens; fail when it does not, however slow the machine is."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def drawing(page):
    return page.execute_script("return document.getElementById('map').toDataURL()")


def at_middle(page, dx=0, dy=0):
    """Move the mouse over the map, pixels from its middle; elsewhere first, so that it does move."""
    from selenium.webdriver import ActionChains

    canvas = page.find_element("id", "map")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
    where = ActionChains(page).move_to_element_with_offset(canvas, dx + 40, dy + 30)
    return where.move_to_element_with_offset(canvas, dx, dy)


def test_it_asks_the_network_for_nothing_and_complains_about_nothing(page, report):
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert asked == {report.as_uri()}
    assert page.get_log("browser") == []


def test_hostile_names_do_nothing(page):
    assert page.title.startswith("Town")
    assert page.execute_script("return document.images.length + document.scripts.length") == 2


def test_the_map_is_drawn(page):
    colours = page.execute_script("""
        const canvas = document.getElementById('map');
        const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const pixels = new Uint32Array(image.data.buffer);
        return [new Set(pixels).size, pixels.filter((p) => p !== pixels[0]).length / pixels.length];
    """)
    assert colours[0] > 10
    assert 0.02 < colours[1] < 0.9


def test_hovering_explains_streets_and_exits(page):
    at_middle(page).perform()
    tip = page.find_element("id", "tip")
    until(lambda: "6 m wide" in tip.text)
    height = page.execute_script("return document.querySelector('.map').clientHeight")
    # the town's area and exits reach as far north of the middle as the north gate, and fill nine tenths of the map
    at_middle(page, 0, round(-0.45 * height)).perform()
    until(lambda: tip.text.startswith("North gate"))
    assert "10 to 100 an hour" in tip.text
    assert "150 m" in tip.text


@pytest.mark.parametrize("how", ["button", "key", "wheel", "drag"])
def test_the_map_moves_and_comes_home(page, how):
    from selenium.webdriver import ActionChains

    before = drawing(page)
    canvas = page.find_element("id", "map")
    if how == "button":
        page.find_element("css selector", ".tools button[value='+']").click()
    elif how == "key":
        canvas.send_keys("+")
    elif how == "wheel":
        from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

        at_middle(page).perform()
        ActionChains(page).scroll_from_origin(ScrollOrigin.from_element(canvas), 0, -300).perform()
    else:
        at_middle(page).click_and_hold().move_by_offset(60, 40).release().perform()
    until(lambda: drawing(page) != before)
    canvas.send_keys("0")
    until(lambda: drawing(page) == before)


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_sticks_out_on_a_phone(page, width):
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    )
    page.refresh()
    assert page.execute_script("return document.documentElement.scrollWidth") == width
    page.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.execute_script("return document.documentElement.scrollWidth") == width


def test_a_dark_page_prints_on_white(page):
    corner = """
        const canvas = document.getElementById('map');
        return [...canvas.getContext('2d').getImageData(1, canvas.height >> 1, 1, 1).data.slice(0, 3)];
    """
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": dark})
    until(lambda: max(page.execute_script(corner)) < 64)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
    until(lambda: page.execute_script(corner) == [255, 255, 255])


@pytest.mark.parametrize("subject", ["north", "50% <b>&amp;'\" ü"])
def test_a_mark_leads_to_its_finding(page, subject, tmp_path):
    about = replace(findings()[3], subject=subject)
    view = room()
    corridors = tuple(replace(corridor, id=subject) for corridor in view.case.corridors[:1])
    view = replace(view, case=replace(view.case, corridors=corridors))
    page.get(write_report(tmp_path, view, (*findings()[:3], about), [answer()]).as_uri())
    target = page.find_element("css selector", "details.subject .finding")
    assert not target.is_displayed()
    page.find_element("css selector", ".matrix tr:last-child a.mark").click()
    until(target.is_displayed)
    assert page.get_log("browser") == []


@pytest.mark.parametrize("where", [".matrix tbody tr:first-child a.code", "details.finding summary a.code"])
def test_a_code_leads_to_what_its_check_asks(page, where):
    link = page.find_element("css selector", where)
    target = page.find_element("id", f"asked.{link.text}")
    assert not target.get_attribute("open")
    link.click()
    until(lambda: target.get_attribute("open"))
    assert "Asked of corridors, pauses and the operation" in target.text
    assert page.get_log("browser") == []


def test_a_statement_leads_to_its_source(page):
    link = page.find_element("css selector", ".accounts .said > .who a")
    page.execute_script("arguments[0].click()", link)
    target = page.execute_script("return document.querySelector('tr:target').id")
    assert target == "source.s1"
