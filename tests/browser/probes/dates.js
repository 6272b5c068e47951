/* Dates as they are shown. */

Object.assign(window.probes, {
  /* Each date: what machines read, what people read, and the language of the place. */
  times() {
    return [...document.querySelectorAll("time")].map((time) =>
      [time.dateTime, time.textContent.trim(), time.closest("[lang]").lang]);
  },

  /* Texts outside of dates, with the language of the place. */
  besides() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const place = walker.currentNode.parentElement;
      if (!place.closest("time, .date, .fallback, bdi, code")) found.push([walker.currentNode.data.trim(), place.closest("[lang]").lang]);
    }
    return found.filter(([text]) => text);
  },

  /* Under each heading of the page's two lists, their addresses and days, in the order shown. */
  meetings() {
    const lists = [...document.querySelectorAll("main ul.meetings")];
    const isPast = (list) => list.previousElementSibling?.matches("h2, h2 ~ *") ?? false;
    return [lists.filter((list) => !isPast(list)), lists.filter(isPast)].map((some) =>
      some.flatMap((list) => [...list.children]).map((item) =>
        [item.querySelector("a").pathname.split("/").at(-2), item.querySelector(".said time").dateTime.slice(0, 10)]));
  },

  /* Where the line says that we are: the numbers or titles of its current steps. */
  current() {
    return [...document.querySelectorAll("[aria-current=step]")].map((step) =>
      step.dataset.number ?? step.querySelector("h2, h3, h4").innerText);
  },
});
