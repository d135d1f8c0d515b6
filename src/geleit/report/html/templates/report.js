"use strict";
// The map: streets drawn on a canvas from packed arrays; drag, wheel, pinch, buttons and keys move it.
(function () {
  const data = JSON.parse(document.getElementById("atlas").textContent);
  const canvas = document.getElementById("map");
  const box = canvas.parentElement;
  const tip = document.getElementById("tip");
  const pen = canvas.getContext("2d");
  const unpack = (text, Kind) => {
    const raw = atob(text), bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return new Kind(bytes.buffer);
  };
  const s = data.streets;
  const points = unpack(s.points, Uint16Array), counts = unpack(s.counts, Uint8Array), kind = unpack(s.kind, Uint8Array);
  const width = unpack(s.width, Uint8Array), name = s.name ? unpack(s.name, Uint32Array) : null;
  const first = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) first[i + 1] = first[i] + counts[i];

  const paths = [0, 1, 2, 3].map(() => new Path2D()), bind = new Path2D();
  const trace = (path, i) => {
    for (let p = first[i]; p < first[i + 1]; p++) {
      if (p === first[i]) path.moveTo(points[2 * p], points[2 * p + 1]); else path.lineTo(points[2 * p], points[2 * p + 1]);
    }
  };
  for (let i = 0; i < counts.length; i++) trace(paths[s.tiers[kind[i]]], i);
  data.binding.forEach((i) => trace(bind, i));
  const rows = { shut: [], open: [], apart: [], moves: [], spots: [], ...data.rows };
  const [shutRows, openRows, apartRows] = [rows.shut, rows.open, rows.apart].map((pieces) => {
    const path = new Path2D();
    pieces.forEach((i) => trace(path, i));
    return path;
  });
  const ringPath = (rings) => {
    const path = new Path2D();
    rings.forEach((ring) => { ring.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y))); });
    return path;
  };
  const area = ringPath(data.area), shut = data.closures.map((c) => ringPath(c.rings));
  const middleOf = (rings) => {
    const points = rings.flat();
    return [0, 1].map((k) => points.reduce((sum, p) => sum + p[k], 0) / points.length);
  };
  const crosses = data.closures.filter((c) => c.rings.length).map((c) => ({ name: c.name, at: middleOf(c.rings) }));

  // the whole: what is looked at, else the area and the exits, else all streets
  const whole = (() => {
    const points = data.focus || data.area.flat().concat(data.area.length ? data.exits.map((e) => e.at) : [[0, 0], data.size]);
    const [xs, ys] = [0, 1].map((k) => points.map((p) => p[k]));
    return [xs, ys].map((v) => [v.reduce((m, c) => Math.min(m, c)), v.reduce((m, c) => Math.max(m, c))]);
  })();
  // the middle of the map in units, and how much nearer than the whole; so a resized or printed map shows the same
  const view = {};
  const home = () => Object.assign(view, { x: (whole[0][0] + whole[0][1]) / 2, y: (whole[1][0] + whole[1][1]) / 2, nearer: 1 });
  const measure = () => {
    const w = box.clientWidth, h = box.clientHeight;
    const fit = 0.9 * Math.min(w / Math.max(1, whole[0][1] - whole[0][0]), h / Math.max(1, whole[1][1] - whole[1][0]));
    const zoom = fit * view.nearer;
    return { w, h, fit, zoom, metre: zoom / data.metres, place: ([x, y]) => [w / 2 + (x - view.x) * zoom, h / 2 + (y - view.y) * zoom] };
  };
  let printing = false;
  const colours = () => {
    const css = getComputedStyle(document.documentElement);
    return (n) => css.getPropertyValue("--" + n).trim();
  };
  const shaded = data.worth || data.people;  // squares by what a new exit there could add, or by people
  const most = Math.max(1, ...shaded.cells.map((c) => c[2]));

  function drawCross(c, [x, y]) {
    pen.beginPath();
    pen.moveTo(x - 5, y - 5); pen.lineTo(x + 5, y + 5); pen.moveTo(x + 5, y - 5); pen.lineTo(x - 5, y + 5);
    [["map", 6], ["area", 2]].forEach(([colour, thick]) => {
      pen.strokeStyle = c(colour);
      pen.lineWidth = thick;
      pen.stroke();
    });
  }
  function drawGap(c, [x, y]) {
    [["map", 7], ["area", 2]].forEach(([colour, thick]) => {
      pen.strokeStyle = c(colour);
      pen.lineWidth = thick;
      pen.beginPath(); pen.arc(x, y, 9, 0, 7); pen.stroke();
    });
    pen.fillStyle = c("area");
    pen.font = "600 12px system-ui, 'DejaVu Sans', sans-serif";
    pen.textAlign = "center";
    pen.fillText("?", x, y + 4.5);
  }
  const shapes = {
    people: [(x, y) => pen.arc(x, y, 4, 0, 7), "shut", true],
    depot: [(x, y) => pen.rect(x - 5, y - 5, 10, 10), "area", true],
    gate: [(x, y) => { pen.moveTo(x, y - 7); pen.lineTo(x + 7, y + 5); pen.lineTo(x - 7, y + 5); pen.closePath(); }, "area", true],
    facility: [(x, y) => { pen.rect(x - 2, y - 6, 4, 12); pen.rect(x - 6, y - 2, 12, 4); }, "area", true],
    stranded: [(x, y) => pen.rect(x - 5, y - 5, 10, 10), "shut", false],
    miss: [(x, y) => pen.arc(x, y, view.nearer > 4 ? 4 : 1.6, 0, 7), "soft", false],
  };
  function drawSpot(c, spot, [x, y]) {
    const [outline, colour, full] = shapes[spot.kind];
    pen.beginPath();
    outline(x, y);
    if (full) {
      pen.lineWidth = 3; pen.strokeStyle = c("map"); pen.stroke();
      pen.fillStyle = c(colour); pen.fill();
    } else {
      pen.lineWidth = spot.kind === "miss" ? 1 : 1.8; pen.strokeStyle = c(colour); pen.stroke();
    }
  }
  function drawMove(c, [x0, y0], [x1, y1]) {
    pen.strokeStyle = pen.fillStyle = c("area");
    pen.lineWidth = 1.6;
    pen.beginPath(); pen.moveTo(x0, y0); pen.lineTo(x1, y1); pen.stroke();
    pen.beginPath(); pen.arc(x1, y1, 2.6, 0, 7); pen.fill();
  }
  function drawExit(c, e, [x, y], error) {
    pen.strokeStyle = c("exit");
    if (error > 8) {
      pen.lineWidth = 1.2;
      pen.setLineDash([3, 3]);
      pen.beginPath(); pen.arc(x, y, error, 0, 7); pen.stroke();
      pen.setLineDash([]);
    }
    pen.beginPath();
    pen.moveTo(x, y - 9); pen.lineTo(x + 9, y); pen.lineTo(x, y + 9); pen.lineTo(x - 9, y); pen.closePath();
    pen.fillStyle = e.users === "fighters" ? c("map") : c("exit");
    pen.lineWidth = 2.4;
    pen.fill();
    pen.stroke();
  }
  function label(c, e, [x, y], w) {
    pen.lineWidth = 4;
    pen.strokeStyle = c("map");
    pen.fillStyle = c("area");
    const lines = [["600 13px", e.name, y + 1], ["12px", e.rate, y + 16]];
    const font = (weight) => { pen.font = weight + " system-ui, 'DejaVu Sans', sans-serif"; };
    const wide = Math.max(...lines.map(([weight, text]) => { font(weight); return pen.measureText(text).width; }));
    const free = w - (y < 170 && !printing ? 60 : 4);
    const left = x + 14 + wide < free ? x + 14 : Math.max(4, x - 14 - wide);
    pen.textAlign = "left";
    lines.forEach(([weight, text, at]) => {
      font(weight);
      pen.strokeText(text, left, at);
      pen.fillText(text, left, at);
    });
  }

  function draw() {
    const ratio = printing ? 3 : window.devicePixelRatio || 1;
    const { w, h, zoom, metre, place } = measure();
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
    const c = colours();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = c("map");
    pen.fillRect(0, 0, w, h);
    const [left, top] = place([0, 0]);
    pen.setTransform(zoom * ratio, 0, 0, zoom * ratio, left * ratio, top * ratio);
    const people = c("people");
    for (const [x, y, n] of shaded.cells) {
      pen.fillStyle = "rgba(" + people + "," + (0.06 + 0.34 * Math.sqrt(n / most)).toFixed(3) + ")";
      pen.fillRect(x, y, shaded.side, shaded.side);
    }
    pen.lineCap = "round";
    pen.lineJoin = "round";
    [3, 2, 1, 0].forEach((tier) => {
      pen.strokeStyle = c("road" + tier);
      pen.lineWidth = Math.max([2.2, 1.4, 0.7, 0.6][tier], [14, 9, 6, 3][tier] * metre) / zoom;
      pen.stroke(paths[tier]);
    });
    const over = [[apartRows, "shut", 2.4, []], [openRows, "bind", 6, []], [shutRows, "shut", 6, [3, 9]]];
    over.forEach(([path, colour, thick, dashes]) => {
      pen.strokeStyle = c(colour);
      pen.lineWidth = thick / zoom;
      pen.setLineDash(dashes.map((d) => d / zoom));
      pen.stroke(path);
    });
    pen.strokeStyle = c("bind");
    pen.lineWidth = 6 / zoom;
    pen.setLineDash([10 / zoom, 6 / zoom]);
    pen.stroke(bind);
    pen.strokeStyle = c("area");
    pen.lineWidth = 2 / zoom;
    pen.setLineDash([7 / zoom, 4 / zoom]);
    pen.stroke(area);
    pen.setLineDash([2 / zoom, 3 / zoom]);
    shut.forEach((path) => pen.stroke(path));
    pen.setLineDash([]);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    crosses.forEach((cross) => drawCross(c, place(cross.at)));
    data.gaps.forEach((gap) => drawGap(c, place(gap.at)));
    rows.spots.forEach((spot) => drawSpot(c, spot, place(spot.at)));
    data.exits.forEach((e) => drawExit(c, e, place(e.at), e.error * metre));
    rows.moves.forEach(([from, to]) => {
      const [start, end] = [place(from), place(to)];
      if (Math.hypot(start[0] - end[0], start[1] - end[1]) > 3) drawMove(c, start, end);
    });
    data.exits.forEach((e) => label(c, e, place(e.at), w));
    scale(metre);
  }
  function scale(metre) {
    const want = 110 / metre;
    const size = Math.pow(10, Math.floor(Math.log10(want)));
    const length = [5, 2, 1].map((k) => k * size).find((k) => k <= want);
    const bar = document.getElementById("scale");
    bar.firstElementChild.textContent = length >= 1000 ? length / 1000 + " km" : length + " m";
    bar.lastElementChild.style.width = length * metre + "px";
  }
  let waiting = false;
  const redraw = () => {
    if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); }
  };
  const move = (dx, dy) => {
    const { zoom } = measure();
    view.x -= dx / zoom;
    view.y -= dy / zoom;
    redraw();
  };
  const zoomAt = (x, y, factor) => {
    const { w, h, fit } = measure();
    const before = view.nearer;
    view.nearer = Math.min(Math.max(before * factor, 0.2), Math.max(1, (4 * data.metres) / fit));
    const kept = (1 / before - 1 / view.nearer) / fit;
    view.x += (x - w / 2) * kept;
    view.y += (y - h / 2) * kept;
    redraw();
  };

  // streets near a position, by a grid of squares
  const SIDE = Math.max(64, Math.round(200 / data.metres)), grid = new Map();
  for (let i = 0; i < counts.length; i++) {
    for (let p = first[i]; p + 1 < first[i + 1]; p++) {
      const [ax, ay, bx, by] = [points[2 * p], points[2 * p + 1], points[2 * p + 2], points[2 * p + 3]];
      for (let gx = Math.floor(Math.min(ax, bx) / SIDE); gx <= Math.floor(Math.max(ax, bx) / SIDE); gx++) {
        for (let gy = Math.floor(Math.min(ay, by) / SIDE); gy <= Math.floor(Math.max(ay, by) / SIDE); gy++) {
          const key = gx * 4096 + gy;
          if (!grid.has(key)) grid.set(key, []);
          grid.get(key).push(i, p);
        }
      }
    }
  }
  const away = (x, y, p) => {
    const [ax, ay, bx, by] = [points[2 * p], points[2 * p + 1], points[2 * p + 2], points[2 * p + 3]];
    const l = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = l ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / l)) : 0;
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
  };
  const describe = (px, py) => {
    const { w, h, zoom, place } = measure();
    for (const e of data.exits) {
      const [x, y] = place(e.at);
      if (Math.hypot(x - px, y - py) < 14) {
        return [e.name, e.rate, e.likely, e.hours, "for " + e.users].concat(e.error ? ["position within " + e.error + " m"] : []);
      }
    }
    for (const spot of rows.spots) {
      const [x, y] = place(spot.at);
      if (Math.hypot(x - px, y - py) < 8) return spot.lines;
    }
    for (const cross of crosses) {
      const [x, y] = place(cross.at);
      if (Math.hypot(x - px, y - py) < 10) return [cross.name, "closed for a time"];
    }
    const [x, y] = [view.x + (px - w / 2) / zoom, view.y + (py - h / 2) / zoom];
    let best = 10 / zoom, found = -1;
    const [gx, gy] = [Math.floor(x / SIDE), Math.floor(y / SIDE)];
    for (let i = gx - 1; i <= gx + 1; i++) {
      for (let j = gy - 1; j <= gy + 1; j++) {
        const list = grid.get(i * 4096 + j) || [];
        for (let k = 0; k < list.length; k += 2) {
          const d = away(x, y, list[k + 1]);
          if (d < best) { best = d; found = list[k]; }
        }
      }
    }
    const { side, cells } = shaded;
    const here = data.worth ? cells.find(([cx, cy]) => cx <= x && x < cx + side && cy <= y && y < cy + side) : null;
    const worth = here ? ["at most " + here[2].toLocaleString("en") + " more people with a new exit in this square"] : [];
    if (found < 0) return worth.length ? worth : null;
    const title = name && name[found] ? s.names[name[found] - 1] : "Unnamed street";
    return [title, s.kinds[kind[found]].replace(/_/g, " ") + ", " + width[found] / 2 + " m wide before any share is taken off"].concat(worth);
  };
  const point = (px, py) => {
    const lines = describe(px, py);
    tip.style.display = lines ? "block" : "none";
    if (!lines) return;
    tip.replaceChildren(...lines.map((line, i) => {
      const row = document.createElement(i ? "div" : "strong");
      row.textContent = line;
      return row;
    }));
    tip.style.left = Math.max(4, Math.min(px + 14, box.clientWidth - tip.offsetWidth - 6)) + "px";
    tip.style.top = Math.max(4, Math.min(py + 14, box.clientHeight - tip.offsetHeight - 6)) + "px";
  };

  const down = new Map();
  const at = (e) => { const r = canvas.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
  canvas.addEventListener("pointerdown", (e) => { canvas.setPointerCapture(e.pointerId); down.set(e.pointerId, at(e)); point(...at(e)); });
  canvas.addEventListener("pointermove", (e) => {
    const now = at(e), before = down.get(e.pointerId);
    if (!before) { point(...now); return; }
    if (down.size === 1) {
      move(now[0] - before[0], now[1] - before[1]);
      tip.style.display = "none";
    } else {
      const other = [...down.entries()].find(([id]) => id !== e.pointerId)[1];
      const gap = (p) => Math.max(1, Math.hypot(p[0] - other[0], p[1] - other[1]));
      zoomAt((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, gap(now) / gap(before));
    }
    down.set(e.pointerId, now);
  });
  const up = (e) => down.delete(e.pointerId);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => { tip.style.display = "none"; });
  canvas.addEventListener("wheel", (e) => { e.preventDefault(); zoomAt(...at(e), Math.exp(-e.deltaY * 0.0015)); }, { passive: false });
  const middle = () => [box.clientWidth / 2, box.clientHeight / 2];
  const acts = {
    "+": () => zoomAt(...middle(), 1.4), "=": () => zoomAt(...middle(), 1.4), "-": () => zoomAt(...middle(), 1 / 1.4),
    "0": () => { home(); redraw(); },
    ArrowLeft: () => move(50, 0), ArrowRight: () => move(-50, 0), ArrowUp: () => move(0, 50), ArrowDown: () => move(0, -50),
  };
  canvas.addEventListener("keydown", (e) => { if (acts[e.key]) { e.preventDefault(); acts[e.key](); } });
  document.querySelectorAll(".tools button").forEach((b) => b.addEventListener("click", () => acts[b.value]()));

  new ResizeObserver(draw).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  matchMedia("print").addEventListener("change", (e) => { printing = e.matches; draw(); });
  window.addEventListener("beforeprint", () => { document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open; d.open = true; }); });
  window.addEventListener("afterprint", () => { document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "true"; }); });

  // a link to a finding opens what hides it
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let d = target && target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    if (target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  home();
  draw();
})();
