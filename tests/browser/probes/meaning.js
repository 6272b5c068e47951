/* What the page says to those who do not see it. Each probe returns its faults as texts. */

Object.assign(window.probes, {
  headings() {
    const levels = probes.visible("h1, h2, h3, h4, h5, h6").map((each) => Number(each.localName[1]));
    const faults = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
      .map((level) => `a level is skipped before h${level}`);
    const first = levels.filter((level) => level === 1).length;
    return first === 1 ? faults : [...faults, `${first} h1`];
  },

  language(code, direction) {
    const { lang, dir } = document.documentElement;
    const drawn = getComputedStyle(document.body).direction;
    return lang === code && dir === direction && drawn === direction ? [] : [`${lang}, ${dir}, ${drawn}`];
  },

  /* What stands in for a missing translation says so where it is seen. What a search cites in
     English because it was found there stands in for none. */
  fallback(code) {
    const faults = [];
    const labels = [...document.querySelectorAll(".fallback-label")];
    for (const label of labels) {
      if (!label.checkVisibility() || label.closest("[lang]").lang !== code || !label.innerText.trim()) {
        faults.push(`${probes.name(label)} is not seen, or not in the language of the page`);
      }
    }
    for (const text of document.querySelectorAll("main [lang]:not([lang=" + code + "], .calls > li, .cited, option)")) {
      const { direction, display } = getComputedStyle(text);
      const marked = text.matches(".fallback") && text.lang === "en" && direction === "ltr" && display !== "inline";
      if (!marked || !labels.length) faults.push(`${probes.name(text)} is not marked, or has no label`);
    }
    return faults;
  },

  /* All alternates of a page, or none where it is an error. */
  alternates(codes) {
    const links = [...document.querySelectorAll('head link[rel="alternate"][hreflang]')];
    const found = links.map((link) => link.hreflang).sort().join();
    const faults = found === codes.toSorted().join() ? [] : [`they are “${found}”`];
    const places = new Set(links.map((link) => link.href.replace(/(\/\/[^/]+)\/[a-z]+\//, "$1/")));
    return codes.length && places.size !== 1 ? [...faults, "they lead to different pages"] : faults;
  },

  tables() {
    return probes.visible("table").filter((table) => {
      const scopes = [...table.querySelectorAll("th")].map((header) => header.scope);
      const rows = [...table.tBodies[0].rows].every((row) => row.cells[0].scope === "row");
      return !table.caption?.innerText.trim() || !rows || scopes.some((scope) => !/^(col|row)$/.test(scope));
    }).map((table) => `${probes.name(table)} lacks a caption or the scope of a header`);
  },

  /* Each stop of the line has a heading and a word that says how it stands; what a phase holds has
     a heading, and a word only where it differs. What is folded has both once it is unfolded. */
  rail() {
    const faults = [];
    for (const stop of document.querySelectorAll(".line > li, .milestones > li")) {
      const parts = [stop.querySelector(":scope > :is(h2, h3, h4)")];
      if (stop.matches(".line > li")) parts.push(stop.querySelector(":scope > .standing > .tag"));
      if (!stop.parentElement.matches("ol")) faults.push(`${probes.name(stop)} is in no ordered list`);
      for (const part of parts) {
        const seen = part && (part.checkVisibility() || part.closest("details:not([open])"));
        if (!seen || !part.textContent.trim()) faults.push(`${probes.name(stop)} lacks a part`);
      }
    }
    return faults;
  },

  /* What can be heard or pressed has a name. */
  named() {
    return [...document.querySelectorAll("a, button, summary, label, option, caption, dt, h1, h2, h3, h4, h5, h6, li, th")]
      .filter((element) => !element.textContent.trim()).map((element) => `<${element.localName}> is empty`);
  },

  /* Each id is there once, and what is named by one is there. */
  ids() {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const faults = ids.length === new Set(ids).size ? [] : [`not each is there once: ${ids.join(" ")}`];
    for (const name of ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const missing = element.getAttribute(name).split(" ").filter((id) => !ids.includes(id));
        if (missing.length) faults.push(`${probes.name(element)} has ${name} “${missing.join(" ")}”, which is nowhere`);
      }
    }
    return faults;
  },

  /* Each field has a label, and no two landmarks of a kind have the same name. */
  labels() {
    const labelled = (element) => element.getAttribute("aria-label")
      ?? element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent.trim()).join(" ");
    const said = (label) => label.textContent.trim() || label.querySelector("img[alt]");
    const faults = probes.visible("input:not([type=hidden], [type=submit], [title], [placeholder]), select, textarea")
      .filter((field) => !labelled(field) && ![...field.labels].some(said))
      .map((field) => `${probes.name(field)} of the name ${field.name} has no label`);
    const landmarks = [...document.querySelectorAll("nav, aside, :is(section, form):is([aria-label], [aria-labelledby])")]
      .map((element) => `${element.localName} “${labelled(element) ?? ""}”`);
    const twice = landmarks.filter((name, index) => landmarks.indexOf(name) !== index);
    return [...faults, ...twice.map((name) => `${name} is there twice`)];
  },

  scripts() {
    const faults = [...document.scripts].filter((script) => !/^application\/(ld\+)?json$/.test(script.type))
      .map((script) => `<script ${script.src}>`);
    const handlers = [...document.querySelectorAll("*")].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith("on") || name === "style"));
    return [...faults, ...handlers.map((element) => `${probes.name(element)} has code or style of its own`)];
  },

  /* Only media are loaded beforehand: no rule that is asked reads style sheets. */
  brief: { resultTypes: ["violations"], preload: { assets: ["media"] } },

  /* As axe has them, but without a least contrast below which it finds nothing. */
  enhanced: {
    ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
    contrastRatio: { normal: { expected: 7 }, large: { expected: 4.5 } },
    pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.1, textStrokeEmMin: 0.03,
  },

  /* All accessibility rules that can be checked by a machine but these, or those that are named;
     of some elements and what is in them, given by their numbers on the page from one, or of all. */
  async axe(named, but = [], places = []) {
    const elements = [...document.querySelectorAll("*")];
    const asked = places.length ? { include: places.map((place) => elements[place - 1]) } : document;
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // What has the enhanced contrast has the lesser one. By itself the rule of the enhanced one
    // passes over what lacks even the lesser one, and leaves that to the rule of the lesser one.
    axe.configure({ checks: [{ id: "color-contrast-enhanced", options: probes.enhanced }] });
    const rules = {
      "target-size": { enabled: true },
      "color-contrast-enhanced": { enabled: true },
      "color-contrast": { enabled: false },
    };
    const all = { runOnly: { type: "tag", values: tags }, rules };
    const some = { runOnly: { type: "rule", values: named } };
    for (const rule of but) rules[rule] = { enabled: false };
    const { violations } = await axe.run(asked, { ...(named ? some : all), ...probes.brief });
    return violations.flatMap((rule) => rule.nodes.map((node) => {
      const messages = [...node.any, ...node.all, ...node.none].map((check) => check.message);
      return `${rule.id} ${node.target.join(" ")}: ${messages.join("; ")}`;
    }));
  },
});
