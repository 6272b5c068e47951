/* Where things stand on the page as drawn. Each probe returns its faults as texts. */

window.probes = {
  /* The faults that some probes find, each given as its name and arguments. */
  async found(asked) {
    const found = [];
    for (const [name, ...given] of asked) {
      for (const fault of await probes[name](...given)) found.push(`${name}: ${fault}`);
    }
    return found;
  },

  /* Nothing is wider than the page, save what scrolls in a region of its own. */
  wide() {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    const outside = probes.visible("body *:not(svg *)")
      .filter((element) => !element.parentElement.closest(".scroll"))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -0.5 || right > clientWidth + 0.5;
      });
    const faults = outside.map((element) => `${probes.name(element)} reaches out of the page`);
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);
    return faults;
  },

  /* No box is smaller than what it holds; where it is meant to scroll, it does so sideways only. */
  clipped() {
    const faults = [];
    for (const element of probes.visible("body *:not(svg, svg *, input)")) {
      const style = getComputedStyle(element);
      const cut = { x: style.overflowX !== "visible", y: style.overflowY !== "visible" };
      const wide = element.scrollWidth > element.clientWidth + 1 && !element.matches(".scroll");
      const high = element.scrollHeight > element.clientHeight + 1;
      if (element.clientHeight <= 1) continue; // it is there to be heard
      if ((cut.x && wide) || (cut.y && high)) faults.push(`${probes.name(element)} cuts something off`);
    }
    return [...faults, ...probes.shortened()];
  },

  /* What is pressed has at least 24 px both ways, or stands in a sentence, or a circle of 24 px
     around its middle meets no other target, nor another such circle: WCAG 2.2, criterion 2.5.8. */
  small() {
    const targets = probes.focusable().map((element) => {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      const [x, y, isSmall] = [(left + right) / 2, (top + bottom) / 2, width < 24 || height < 24];
      return { element, left, right, top, bottom, x, y, isSmall };
    });
    const gap = (start, end, middle) => Math.max(start - middle, middle - end, 0);
    return targets.filter(({ element, isSmall }) => isSmall && !probes.inSentence(element))
      .filter(({ element, x, y }) => targets.some((other) => other.element !== element
        && (Math.hypot(gap(other.left, other.right, x), gap(other.top, other.bottom, y)) < 12
          || (other.isSmall && Math.hypot(other.x - x, other.y - y) < 24))))
      .map(({ element }) => `${probes.name(element)} is small, and close to another`);
  },

  /* What scrolls can be scrolled with the keyboard. */
  unreachable() {
    return probes.visible(".scroll")
      .filter((region) => region.scrollWidth > region.clientWidth)
      .filter((region) => region.tabIndex !== 0 && !region.querySelector("a[href], button, input, select, textarea"))
      .map((region) => `${probes.name(region)} scrolls, and cannot have the focus`);
  },

  inSentence: (element) =>
    [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()),

  /* A field shows the whole of what is chosen in it. */
  shortened() {
    return probes.visible("select").filter((field) => {
      const { width } = field.getBoundingClientRect();
      const alone = field.cloneNode();
      alone.append(field.selectedOptions[0].cloneNode(true));
      alone.style.maxInlineSize = "none";
      field.after(alone);
      const wanted = alone.getBoundingClientRect().width;
      alone.remove();
      return wanted > width + 1;
    }).map((field) => `${probes.name(field)} is too narrow for “${field.selectedOptions[0].text}”`);
  },

  /* Texts that stand one after the other do not lie on one another. */
  overlapping() {
    const faults = [];
    for (const element of probes.visible("main, main *:not(svg, svg *)")) {
      const boxes = [...element.children]
        .filter((child) => child.checkVisibility() && getComputedStyle(child).display !== "inline")
        .map((child) => [child, child.getBoundingClientRect()]);
      for (const [index, [child, box]] of boxes.entries()) {
        for (const [other, its] of boxes.slice(index + 1)) {
          const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
          const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
          if (across > 1 && down > 1) faults.push(`${probes.name(child)} lies on ${probes.name(other)}`);
        }
      }
    }
    return faults;
  },

  /* A row without gaps makes a box of each text between elements, and drops the spaces around it. */
  torn() {
    const rows = ["flex", "inline-flex", "grid", "inline-grid"];
    return probes.visible("body *:not(svg, svg *)")
      .filter((element) => {
        const { display, columnGap } = getComputedStyle(element);
        return rows.includes(display) && !parseFloat(columnGap);
      })
      .filter((element) => [...element.children].some((child) => getComputedStyle(child).position !== "absolute"))
      .filter((element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim()))
      .map((element) => `${probes.name(element)} tears its sentence apart`);
  },

  /* The helpline is there to be read without scrolling. */
  helpline() {
    const strip = document.querySelector(".helpline");
    const { top, bottom, left, right } = strip.getBoundingClientRect();
    const inside = top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    return inside && scrollY === 0 && strip.innerText ? [] : [`it lies from ${top} to ${bottom} px`];
  },

  /* A phone number is drawn in the order in which it is dialed, in whichever direction text runs. */
  dialed() {
    const faults = [];
    for (const number of probes.visible(".phone")) {
      const text = document.createTreeWalker(number, NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      let before = -Infinity;
      for (const index of text.data.split("").keys()) {
        range.setStart(text, index);
        range.setEnd(text, index + 1);
        const { left } = range.getBoundingClientRect();
        if (left < before) faults.push(`digit ${index} of ${number.innerText} is out of order`);
        before = left;
      }
    }
    return faults;
  },

  visible(selector) {
    const options = { visibilityProperty: true, contentVisibilityAuto: true };
    return [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility(options));
  },

  name(element) {
    const its = [element.localName, ...element.classList].join(".");
    return `<${its}> “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  },
};
