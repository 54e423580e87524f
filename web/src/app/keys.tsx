const isMac = /Mac|iP/.test(navigator.platform);
const symbols: Record<string, string> = { Mod: isMac ? '⌘' : 'Ctrl', Shift: isMac ? '⇧' : 'Shift', Alt: isMac ? '⌥' : 'Alt' };

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  const parts = keys
    .split(' ')
    .flatMap((press) => press.split('+').map((key) => symbols[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
  return (
    <span className="flex gap-1">
      {parts.map((part) => (
        <kbd
          key={part}
          className="min-w-6 rounded-control border border-line bg-sunken px-1 text-center font-sans text-xs leading-5 text-soft"
        >
          {part}
        </kbd>
      ))}
    </span>
  );
}
