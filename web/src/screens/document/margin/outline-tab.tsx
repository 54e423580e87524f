import { useEditorState } from '@tiptap/react';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../../../design/button.tsx';
import { EmptyState } from '../../../design/empty-state.tsx';
import { moveSection, neighbourOf, type Section, sectionAt, sectionsOf } from '../../../editor/outline/sections.ts';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';

const indents = ['', 'pl-3', 'pl-6', 'pl-9', 'pl-12', 'pl-12'];

/** The headings, to jump to and to move. */
export function OutlineTab() {
  const { editor } = useDesk();
  const { sections, current } = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const found = sectionsOf(state.doc);
      return { sections: found, current: sectionAt(found, state.selection.from) };
    },
  });
  if (sections.length === 0) return <EmptyState title={texts.outline.empty} hint={texts.outline.emptyHint} />;
  const top = Math.min(...sections.map(({ level }) => level));
  const jump = (section: Section) =>
    editor
      .chain()
      .setTextSelection(section.from + 1)
      .scrollIntoView()
      .focus()
      .run();
  const move = (index: number, direction: 'up' | 'down') => {
    const transaction = moveSection(editor.state, index, direction);
    if (transaction !== null) editor.view.dispatch(transaction);
  };
  return (
    <nav aria-label={texts.outline.label} className="flex flex-col gap-3">
      <ol className="flex flex-col">
        {sections.map((section, index) => (
          <Heading
            key={`${section.level}:${section.text}:${sections.slice(0, index).filter(({ text }) => text === section.text).length}`}
            section={section}
            indent={indents[section.level - top] ?? ''}
            isCurrent={index === current}
            canMove={(direction) => neighbourOf(sections, index, direction) !== null}
            onJump={() => jump(section)}
            onMove={(direction) => move(index, direction)}
          />
        ))}
      </ol>
      <p className="text-sm text-soft">{texts.outline.keys}</p>
    </nav>
  );
}

function Heading({
  section,
  indent,
  isCurrent,
  canMove,
  onJump,
  onMove,
}: {
  section: Section;
  indent: string;
  isCurrent: boolean;
  canMove: (direction: 'up' | 'down') => boolean;
  onJump: () => void;
  onMove: (direction: 'up' | 'down') => void;
}) {
  const name = section.text.trim() || texts.outline.untitled;
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined;
    if (!event.altKey || direction === undefined) return;
    event.preventDefault();
    onMove(direction);
  };
  return (
    <li
      className={`flex items-center gap-1 rounded-control hover:bg-sunken ${isCurrent ? 'bg-sunken' : ''} ${indent}`}
      onKeyDown={onKeyDown}
    >
      <button
        type="button"
        dir="auto"
        aria-current={isCurrent ? 'location' : undefined}
        onClick={onJump}
        className={`grow truncate rounded-control px-2 py-1 text-start ${isCurrent ? 'font-medium' : ''} ${section.text.trim() === '' ? 'text-soft' : ''}`}
      >
        {name}
      </button>
      <IconButton label={texts.outline.up(name)} icon={ChevronUp} disabled={!canMove('up')} onClick={() => onMove('up')} />
      <IconButton label={texts.outline.down(name)} icon={ChevronDown} disabled={!canMove('down')} onClick={() => onMove('down')} />
    </li>
  );
}
