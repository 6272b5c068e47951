/* What is left in forced colors, with reduced motion and on paper. */

Object.assign(window.probes, {
  /* Rail, tags and bars differ from what they are drawn on, in colors that the reader has chosen. */
  forced() {
    const ground = probes.ground(document.body);
    const shown = (color) => color && color !== "none" && !/^rgba.*, 0\)$/.test(color) && probes.contrast(color, ground) >= 3;
    const parts = {
      ".line > li": (style) => style.borderInlineStartWidth !== "0px" && shown(style.borderInlineStartColor),
      ".tag, .flag, .date": (style) => Number.parseFloat(style.borderBlockStartWidth) >= 1 && shown(style.borderBlockStartColor)
        && shown(style.color),
      ".share rect": (style) => shown(style.fill),
      ".step, .chart .axis, .chart .day": (style) => shown(style.stroke),
    };
    const pseudo = [...document.querySelectorAll(".line > li, .milestones > li")]
      .filter((stop) => !shown(getComputedStyle(stop, "::before").borderBlockStartColor));
    const faults = Object.entries(parts).flatMap(([selector, right]) =>
      [...document.querySelectorAll(selector)].filter((each) => !right(getComputedStyle(each))));
    return [...faults, ...pseudo].map((each) => `${probes.name(each)} cannot be made out`);
  },

  /* Of all stops and pages, those alone that are the current one are filled with what is selected. */
  selected() {
    const color = (element, part) => getComputedStyle(element, part).backgroundColor;
    const probe = document.createElement("i");
    probe.style.cssText = "background: Highlight; forced-color-adjust: none";
    document.body.append(probe);
    const highlight = color(probe);
    probe.remove();
    const stops = [...document.querySelectorAll(".line > li, .milestones > li, .track, .way li")];
    const filled = stops.filter((stop) => color(stop, "::before") === highlight);
    const right = filled.filter((stop) => stop.closest("li").matches("[aria-current=step]"));
    const wanted = document.querySelectorAll("li[aria-current=step]").length;
    const pages = [...document.querySelectorAll(".bar a")].filter((page) => color(page) === highlight);
    const faults = filled.length === right.length && right.length === wanted ? [] : [`${filled.length} stops are filled, ${wanted} current`];
    return pages.every((page) => page.hasAttribute("aria-current")) ? faults : [...faults, "another page is filled"];
  },

  motion() {
    const moves = (style) => /[1-9]/.test(style.transitionDuration) || style.animationName !== "none" || style.scrollBehavior === "smooth";
    const faults = [...document.querySelectorAll("*")].filter((element) =>
      [null, "::before", "::after"].some((part) => moves(getComputedStyle(element, part))));
    return faults.map((element) => `${probes.name(element)} moves`);
  },

  paper() {
    const gone = [...document.querySelectorAll("nav, .languages, .skip, .filter, button, footer a, .more, .onward")];
    const kept = [...document.querySelectorAll(".helpline, .helpline .phone, main .tag, .print-only, h1")];
    const faults = gone.filter((each) => each.checkVisibility()).map((each) => `${probes.name(each)} is printed`);
    for (const each of kept) {
      const { width, height } = each.getBoundingClientRect();
      if (!each.checkVisibility() || !width || !height || !each.innerText.trim()) faults.push(`${probes.name(each)} is not printed`);
    }
    for (const code of document.querySelectorAll(".qr")) {
      if (code.getBoundingClientRect().width < 75) faults.push("the QR code is too small on paper");
    }
    const tags = [...document.querySelectorAll("main .tag")].filter((tag) => getComputedStyle(tag).borderBlockStartWidth === "0px");
    /* Fills are not printed: rail and rings are black borders, numbers black on white. */
    const black = "rgb(0, 0, 0)";
    for (const stop of document.querySelectorAll(".line > li")) {
      const ring = getComputedStyle(stop, "::before");
      const colors = [getComputedStyle(stop).borderInlineStartColor, ring.borderBlockStartColor, ring.color];
      if (colors.some((color) => color !== black)) faults.push(`${probes.name(stop)} is not black on paper: ${colors}`);
    }
    return [...faults, ...tags.map((tag) => `${probes.name(tag)} has no border`)];
  },

  /* Every visible text is dark on light, since backgrounds are not printed. */
  ink() {
    return probes.texts()
      .filter((element) => probes.contrast(getComputedStyle(element).color, "rgb(255, 255, 255)") < 7)
      .map((element) => `${probes.name(element)} is too pale`);
  },

  /* Every visible text stands out from what is painted behind it: WCAG 2.2, success criterion 1.4.6. */
  faint() {
    const grounds = new Map();
    return probes.texts().filter((element) => {
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const large = Number.parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
      return probes.contrast(color, probes.ground(element, grounds)) < (large ? 4.5 : 7);
    }).map((element) => `${probes.name(element)} is too faint`);
  },

  /* A link within a text can be told from it without its color. */
  plain() {
    return probes.visible("a[href]").filter((link) =>
      probes.inSentence(link) && getComputedStyle(link).textDecorationLine !== "underline",
    ).map((link) => `${probes.name(link)} looks like the text around it`);
  },

  texts() {
    return probes.visible("body *:not(svg *)")
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  },
});
