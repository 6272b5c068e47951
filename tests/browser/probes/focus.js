/* What the keyboard reaches. */
Object.assign(window.probes, {
  focusable() {
    const stops = "a[href], button, input:not([type=hidden], [tabindex='-1']), select, textarea, summary, [tabindex='0']";
    return probes.visible(stops).filter((element) => element.type !== "radio" || probes.stop(element));
  },

  /* Whether the keyboard stops at this one of the choices that share a name. */
  stop(choice) {
    const choices = [...choice.form.elements[choice.name]];
    return choice === (choices.find((each) => each.checked) ?? choices[0]);
  },

  /* The name of what has the focus, empty if it is nothing on the page, and its faults: it is to
     be on screen, not covered, and with an outline that stands out. */
  focus() {
    const element = document.activeElement;
    if (element === document.body) return ["", []];
    const style = getComputedStyle(element);
    const width = style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth);
    const contrast = probes.contrast(style.outlineColor, probes.ground(element.parentElement));
    const faults = probes.uncovered(element) ? [] : ["it is covered or not on screen"];
    if (width < 2 || contrast < 3) faults.push(`its outline has ${width} px and contrast ${contrast.toFixed(2)}`);
    return [probes.name(element), faults];
  },

  /* Notes each stop of the keyboard and its faults, for as long as the key is held down. */
  follow() {
    const stops = [];
    addEventListener("keydown", ({ repeat }) => repeat && stops.push(probes.focus()));
    return stops;
  },

  /* Whatever can have the focus is reached in the order of the page, and shows it. */
  outlines() {
    return probes.focusable().flatMap((element) => {
      element.focus({ focusVisible: true });
      const [name, faults] = probes.focus();
      if (document.activeElement !== element) return [`${probes.name(element)} takes no focus`];
      if (element.tabIndex !== 0) faults.push("it is not where it stands in the order");
      return faults.map((fault) => `${name}: ${fault}`);
    });
  },

  /* Whether the middle of what is on screen of an element is its own. */
  uncovered(element) {
    const [{ left, right, top, bottom }] = element.getClientRects();
    const middle = (start, end, size) => (Math.max(start, 0) + Math.min(end, size)) / 2;
    const hit = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
    return element.contains(hit);
  },

  /* The color that is painted behind the text of an element; `known` are those found before. */
  ground(element, known = new Map()) {
    if (!element) return "rgb(255, 255, 255)";
    if (!known.has(element)) {
      const { backgroundColor } = getComputedStyle(element);
      const isClear = /^rgba.*, 0\)$/.test(backgroundColor);
      known.set(element, isClear ? probes.ground(element.parentElement, known) : backgroundColor);
    }
    return known.get(element);
  },

  /* WCAG's ratio of two colors without transparency, given as CSS computes them. */
  contrast(one, other) {
    const light = (color) => {
      const parts = color.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  },
});
