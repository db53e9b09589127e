// What scrolls sideways can be reached with the keyboard, in every browser.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".table-wrapper, .cell_output, .highlight pre, .formula-block"))
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
});
