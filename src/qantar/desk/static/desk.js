// What the desk adds for those who run scripts. Every page works without it.
"use strict";

(function () {
  // Filters answer as soon as they are chosen; without this, their button does.
  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-live]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
      form.requestSubmit();
    }
  });
})();
