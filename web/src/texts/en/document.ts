export const manuscript = {
  title: 'Title',
  titlePlaceholder: 'Untitled',
  text: 'Text',
  textPlaceholder: 'Write here',
  reading: 'The text is being read',
  state: {
    saved: 'Saved',
    changed: 'Not saved yet',
    saving: 'Saving',
    offline: 'Not saved: no answer',
    failed: 'Not saved',
    conflict: 'Changed elsewhere',
  },
  titleMissing: 'A piece needs a title',
  saveRevision: 'Save revision',
  revisionSaved: (number: number) => `Revision ${number} is saved`,
  footnote: (label: string) => `Footnote ${label}`,
  conflictTitle: 'This text was changed in another window',
  conflictHint: 'Both texts are safe. Which one shall go on?',
  keepMine: 'Keep what I typed here',
  takeTheirs: 'Take the other text',
  keepBoth: 'Keep both: mine becomes a document of its own',
  copyTitle: (title: string) => `${title} (my version)`,
};

export const margin = {
  label: 'About this text',
  tabs: { evidence: 'Evidence', outline: 'Outline' },
  sources: 'Sources of this text',
  noSources: 'It rests on no source yet. A check takes all sources there are.',
};
