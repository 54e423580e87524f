// Before the first paint, so that a chosen theme does not flash. The same key is written by src/app/theme.ts.
try {
  const theme = localStorage.getItem('aiwriter.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's theme is used then.
}
