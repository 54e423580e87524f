export const shell = {
  main: 'Main',
  library: 'Library',
  sources: 'Sources',
  runs: 'Runs',
  trash: 'Trash',

  newPiece: 'New piece',
  openPalette: 'Go to or do',
  paletteLabel: 'Commands',
  palettePlaceholder: 'Type a command or a title',
  paletteEmpty: 'Nothing fits',
  paletteGo: 'Go to',
  paletteDocuments: 'Documents',
  paletteDo: 'Do',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  shortcuts: 'Keyboard shortcuts',
  shortcutsHint: 'Shortcuts with a single letter work while no text field has the focus.',
  signOut: 'Sign this browser out',
  notifications: 'Notices',
  dismiss: 'Dismiss',
};

export const signedOut = {
  title: 'This browser is not signed in',
  hint: 'AI-Writer printed a link when it started. Open it once in this browser. For a new one, run this in a terminal, in the program’s folder:',
  command: 'bin/aiwriter sign-in',
};
