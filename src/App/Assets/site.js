// The only script of the site; every page works without it. Shows the print buttons and lets them print.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
