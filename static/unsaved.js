// Asks before a page is left whose form holds something that is not saved.
"use strict";

const watch = (form) => {
  // What is typed, and what stands in boxes of choices; fields of the preview alone do not count.
  const held = () => {
    const sent = [...new FormData(form)].filter(([name]) => !name.startsWith("_"));
    const chosen = [...form.querySelectorAll("select[multiple] option")];
    return JSON.stringify([sent.map(String), chosen.map((each) => [each.parentNode.id, each.value])]);
  };
  const isShownAgain = form.querySelector(".not-saved") !== null;
  const opened = held();
  let isSent = false;
  form.addEventListener("submit", (event) => {
    isSent = !event.submitter?.formTarget;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (isShownAgain || held() !== opened)) event.preventDefault();
  });
  form.classList.add("watched");
};

// After Django's own scripts, which rearrange boxes of choices when the page is loaded.
window.addEventListener("load", () => setTimeout(() => {
  const form = document.querySelector("form[id$='_form'][method='post']");
  if (form) watch(form);
}));
