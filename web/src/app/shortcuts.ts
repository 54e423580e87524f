import { useEffect } from 'react';

export interface Shortcut {
  /** As in `KeyboardEvent.key`, with `Mod+` for Ctrl or Cmd and `Shift+` in front: `Mod+k`, `?`, `Shift+F8`. Two keys after each other: `g l`. */
  keys: string;
  /** What it does, for the list under `?`. */
  label: string;
  run: () => void;
  /** True for those that also work while a text field has the focus; others are letters and would be typed. */
  inText?: boolean;
}

const active = new Set<Shortcut>();
/** Within this time the second key of two must follow, milliseconds. */
const pairMs = 1_000;
let first: { key: string; at: number } | null = null;

/** All shortcuts that work now, for the list under `?`. */
export function shortcutsNow(): Shortcut[] {
  return [...active];
}

/** Makes shortcuts work while the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    for (const shortcut of shortcuts) active.add(shortcut);
    return () => {
      for (const shortcut of shortcuts) active.delete(shortcut);
    };
  }, [shortcuts]);
}

/** Listens once for the whole page. */
export function useShortcutKeys(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = nameOf(event);
  const pair = first !== null && event.timeStamp - first.at < pairMs ? `${first.key} ${pressed}` : null;
  const isTyping = isTextField(event.target);
  const candidates = [...active].filter(({ inText }) => inText === true || !isTyping);
  const found = candidates.find(({ keys }) => keys === pair) ?? candidates.find(({ keys }) => keys === pressed);
  first =
    found === undefined && candidates.some(({ keys }) => keys.startsWith(`${pressed} `)) ? { key: pressed, at: event.timeStamp } : null;
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

function nameOf(event: KeyboardEvent): string {
  const isLetter = event.key.length === 1;
  const modifiers = [event.ctrlKey || event.metaKey ? 'Mod+' : '', event.altKey ? 'Alt+' : '', event.shiftKey && !isLetter ? 'Shift+' : ''];
  return `${modifiers.join('')}${isLetter ? event.key.toLowerCase() : event.key}`;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
