/* Charts as drawn, measured in percent of their width, from where reading begins, and height. */

Object.assign(window.probes, {
  /* Where the outline of a shape lies in its drawing, whichever way both are turned. */
  drawn(shape) {
    const whole = shape.ownerSVGElement.getBoundingClientRect();
    const { left, right, top, bottom } = shape.getBoundingClientRect();
    const across = (x) => (100 * (x - whole.left)) / whole.width;
    const up = (y) => (100 * (whole.bottom - y)) / whole.height;
    const mirrored = getComputedStyle(document.body).direction === "rtl";
    const [start, end] = mirrored ? [100 - across(right), 100 - across(left)] : [across(left), across(right)];
    return { start, end, low: up(bottom), high: up(top) };
  },

  /* Where a day is on an axis of whole years, of which the labels name some. */
  dated(years, day) {
    const labels = [...years.children].map((label) => Number(label.innerText));
    const each = (labels[1] ?? labels[0] + 1) - labels[0];
    const [start, end] = [labels[0], labels[0] + each * labels.length].map((year) => Date.UTC(year, 0));
    return (100 * (Date.parse(day) - start)) / (end - start);
  },

  near: (some, other) => Math.abs(some - other) < 1.5,

  /* The steps of the line are the rows of the table, in time and in size. */
  reduction() {
    const figure = document.querySelector(".chart");
    const table = document.querySelector(".chart ~ table");
    const rows = [...table.tBodies[0].rows].map((row) => ({
      x: probes.dated(figure.querySelector(".years"), row.querySelector("time").dateTime),
      percent: Number(row.cells[1].innerText.replace(/\D/g, "")),
    })).sort((one, other) => one.x - other.x);
    const lines = [...figure.querySelectorAll(".step")].map(probes.drawn);
    const rises = lines.filter(({ start, end, low, high }) => end - start < 1.5 && high - low > 1);
    const faults = rises.length === rows.length ? [] : [`${rises.length} steps, ${rows.length} rows`];
    for (const [index, { x, percent }] of rows.entries()) {
      const { start, low, high } = rises[index] ?? {};
      const before = rows[index - 1]?.percent ?? 0;
      if (!probes.near(start, x) || !probes.near(high, percent) || !probes.near(low, before)) {
        faults.push(`${percent} % is drawn at ${start}, from ${low} to ${high} %`);
      }
    }
    const last = lines.at(-1);
    if (!probes.near(last.high, rows.at(-1).percent) || !probes.near(last.end, 100)) faults.push("the end is wrong");
    const said = figure.querySelector("figcaption").innerText.match(/\d+(?=\s*[%٪])|(?<=%\s*)\d+/g) ?? [];
    const known = rows.map(({ percent }) => String(percent));
    if (!said.length || said.some((each) => !known.includes(each))) faults.push(`“${said}” is said, ${known} known`);
    return faults;
  },

  /* The line: a stop for each phase, one after the other as reading goes; the flag at one of them. */
  route(count, flagged) {
    const stops = [...document.querySelectorAll(".route:not(.mini) > li")];
    const faults = stops.length === count ? [] : [`${stops.length} stops`];
    const boxes = stops.map((stop) => stop.querySelector(".track").getBoundingClientRect());
    const across = boxes[0].width > boxes[0].height;
    const mirrored = getComputedStyle(document.body).direction === "rtl";
    const start = (box) => (across ? (mirrored ? innerWidth - box.right : box.left) : box.top);
    const end = (box) => (across ? (mirrored ? innerWidth - box.left : box.right) : box.bottom);
    for (const [index, box] of boxes.entries()) {
      if (index && start(box) < end(boxes[index - 1]) - 1) faults.push(`stop ${index} lies before the one before it`);
    }
    const flag = stops[flagged].querySelector(".flag").getBoundingClientRect();
    if (start(flag) < start(boxes[flagged]) - 1 || start(flag) > end(boxes[flagged])) faults.push("the flag is elsewhere");
    if (document.querySelectorAll(".flag").length !== 1) faults.push("there is not one flag");
    return faults;
  },

  /* Each bar is as long as its number is large, and begins where reading does. */
  shares() {
    const rows = [...document.querySelectorAll(".share")].map((drawing) => drawing.closest("tr"));
    const counts = rows.map((row) => Number(row.cells[1].innerText));
    const total = counts.reduce((sum, count) => sum + count, 0);
    return rows.flatMap((row, index) => {
      const { start, end } = probes.drawn(row.querySelector(".share rect"));
      const right = probes.near(start, 0) && probes.near(end, (100 * counts[index]) / total);
      return right && total ? [] : [`${counts[index]} of ${total} is drawn from ${start} to ${end}`];
    });
  },
});
