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
  const ringPath = (rings) => {
    const path = new Path2D();
    rings.forEach((ring) => { ring.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y))); });
    return path;
  };
  const area = ringPath(data.area), shut = data.closures.map((c) => ringPath(c.rings));

  const view = { x: 0, y: 0, zoom: 1 };
  let least = 1e-4, printing = false;
  const colours = () => {
    const css = getComputedStyle(document.documentElement);
    return (n) => css.getPropertyValue("--" + n).trim();
  };
  const home = () => {
    const ring = data.area.length ? data.area[0] : null;
    let [x0, y0, x1, y1] = [0, 0, data.size[0], data.size[1]];
    if (ring) {
      const xs = ring.map((p) => p[0]).concat(data.exits.map((e) => e.at[0]));
      const ys = ring.map((p) => p[1]).concat(data.exits.map((e) => e.at[1]));
      [x0, y0, x1, y1] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    }
    const w = box.clientWidth, h = box.clientHeight;
    view.zoom = 0.9 * Math.min(w / Math.max(1, x1 - x0), h / Math.max(1, y1 - y0));
    least = 0.5 * Math.min(w / data.size[0], h / data.size[1]);
    view.x = w / 2 - (view.zoom * (x0 + x1)) / 2;
    view.y = h / 2 - (view.zoom * (y0 + y1)) / 2;
  };
  const most = Math.max(1, ...data.people.cells.map((c) => c[2]));

  function draw() {
    const ratio = printing ? 3 : window.devicePixelRatio || 1;
    const w = box.clientWidth, h = box.clientHeight;
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
    const c = colours();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = c("map");
    pen.fillRect(0, 0, w, h);
    pen.setTransform(view.zoom * ratio, 0, 0, view.zoom * ratio, view.x * ratio, view.y * ratio);
    for (const [x, y, n] of data.people.cells) {
      pen.fillStyle = "rgba(" + c("people") + "," + (0.06 + 0.34 * Math.sqrt(n / most)).toFixed(3) + ")";
      pen.fillRect(x, y, data.people.side, data.people.side);
    }
    const metre = view.zoom / data.metres;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    [3, 2, 1, 0].forEach((tier) => {
      pen.strokeStyle = c("road" + tier);
      pen.lineWidth = Math.max([2.2, 1.4, 0.7, 0.6][tier], [14, 9, 6, 3][tier] * metre) / view.zoom;
      pen.stroke(paths[tier]);
    });
    pen.strokeStyle = c("bind");
    pen.lineWidth = 6 / view.zoom;
    pen.setLineDash([10 / view.zoom, 6 / view.zoom]);
    pen.stroke(bind);
    pen.strokeStyle = c("area");
    pen.lineWidth = 2 / view.zoom;
    pen.setLineDash([7 / view.zoom, 4 / view.zoom]);
    pen.stroke(area);
    pen.setLineDash([2 / view.zoom, 3 / view.zoom]);
    shut.forEach((path) => pen.stroke(path));
    pen.setLineDash([]);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.font = "600 13px system-ui, 'DejaVu Sans', sans-serif";
    for (const e of data.exits) {
      const [x, y] = [view.x + e.at[0] * view.zoom, view.y + e.at[1] * view.zoom];
      const r = e.error * metre;
      pen.strokeStyle = c("exit");
      pen.lineWidth = 1.2;
      if (r > 8) { pen.setLineDash([3, 3]); pen.beginPath(); pen.arc(x, y, r, 0, 7); pen.stroke(); pen.setLineDash([]); }
      pen.beginPath();
      pen.moveTo(x, y - 9); pen.lineTo(x + 9, y); pen.lineTo(x, y + 9); pen.lineTo(x - 9, y); pen.closePath();
      pen.fillStyle = e.users === "fighters" ? c("map") : c("exit");
      pen.lineWidth = 2.4;
      pen.fill();
      pen.stroke();
      const side = x > w * 0.6 ? -1 : 1;
      pen.textAlign = side > 0 ? "left" : "right";
      pen.lineWidth = 4;
      pen.strokeStyle = c("map");
      pen.strokeText(e.name, x + 14 * side, y + 4);
      pen.fillStyle = c("area");
      pen.fillText(e.name, x + 14 * side, y + 4);
    }
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
  const zoomAt = (x, y, factor) => {
    const zoom = Math.min(Math.max(view.zoom * factor, least), 4 / data.metres);
    view.x = x - ((x - view.x) * zoom) / view.zoom;
    view.y = y - ((y - view.y) * zoom) / view.zoom;
    view.zoom = zoom;
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
    for (const e of data.exits) {
      if (Math.hypot(view.x + e.at[0] * view.zoom - px, view.y + e.at[1] * view.zoom - py) < 14) {
        return [e.name, e.rate, e.hours, "for " + e.users, "position within " + e.error + " m"];
      }
    }
    const [x, y] = [(px - view.x) / view.zoom, (py - view.y) / view.zoom];
    let best = 10 / view.zoom, found = -1;
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
    if (found < 0) return null;
    const title = name && name[found] ? s.names[name[found] - 1] : "Unnamed street";
    return [title, s.kinds[kind[found]].replace(/_/g, " ") + ", " + width[found] / 2 + " m wide before any share is taken off"];
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
      view.x += now[0] - before[0];
      view.y += now[1] - before[1];
      tip.style.display = "none";
      redraw();
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
    ArrowLeft: () => { view.x += 50; redraw(); }, ArrowRight: () => { view.x -= 50; redraw(); },
    ArrowUp: () => { view.y += 50; redraw(); }, ArrowDown: () => { view.y -= 50; redraw(); },
  };
  canvas.addEventListener("keydown", (e) => { if (acts[e.key]) { e.preventDefault(); acts[e.key](); } });
  document.querySelectorAll(".tools button").forEach((b) => b.addEventListener("click", () => acts[b.value]()));

  let size = [box.clientWidth, box.clientHeight];
  new ResizeObserver(() => {
    // keep the middle of the map in the middle
    view.x += (box.clientWidth - size[0]) / 2;
    view.y += (box.clientHeight - size[1]) / 2;
    size = [box.clientWidth, box.clientHeight];
    draw();
  }).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  matchMedia("print").addEventListener("change", (e) => { printing = e.matches; draw(); });
  window.addEventListener("beforeprint", () => { document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open; d.open = true; }); });
  window.addEventListener("afterprint", () => { document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "true"; }); });
  home();
  draw();
})();
