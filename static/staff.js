// Django's own boxes of choices name an icon that has no role, which screen readers pass over.
"use strict";

window.addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".search-label-icon")) {
    icon.setAttribute("role", "img");
  }
});
