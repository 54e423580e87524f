import '../editor/manuscript.css';
import { useQuery } from '@tanstack/react-query';
import { createElement, Fragment, type ReactNode } from 'react';
import { ProblemNote } from '../design/problem-note.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import type { EditorMark, EditorNode } from '../editor/markdown/editor-json.ts';
import { readInWorker } from '../editor/markdown/markdown-worker.ts';
import { safeHref } from './safe-href.ts';

/** Markdown to be read, as the manuscript shows it. It is made of elements and never of HTML, so a text can bring nothing along. */
export function MarkdownView({ markdown, className = '' }: { markdown: string; className?: string }) {
  const { data, error } = useQuery({
    queryKey: ['markdown', markdown],
    queryFn: () => readInWorker(markdown),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton />;
  return (
    <div className={`manuscript ${className}`} dir="auto">
      {blocks(data.content)}
    </div>
  );
}

function blocks(nodes: readonly EditorNode[] = []): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text that is read has no other identity for its parts
  return nodes.map((node, index) => <Fragment key={index}>{block(node)}</Fragment>);
}

function block(node: EditorNode): ReactNode {
  const { type, attrs = {}, content } = node;
  switch (type) {
    case 'heading':
      return createElement(`h${Math.min(6, Number(attrs.level) + 1)}`, null, blocks(content));
    case 'sourceBlock':
    case 'codeBlock':
      return (
        <pre dir="ltr" data-source-block={type === 'sourceBlock' ? '' : undefined}>
          <code>{blocks(content)}</code>
        </pre>
      );
    case 'orderedList':
      return <ol start={Number(attrs.start ?? 1)}>{blocks(content)}</ol>;
    case 'listItem':
      return <li data-checked={typeof attrs.checked === 'boolean' ? String(attrs.checked) : undefined}>{blocks(content)}</li>;
    case 'table':
      return (
        <table>
          <tbody>{blocks(content)}</tbody>
        </table>
      );
    case 'tableHeader':
      return (
        <th scope="col" data-align={attrs.align ?? undefined}>
          {blocks(content)}
        </th>
      );
    case 'tableCell':
      return <td data-align={attrs.align ?? undefined}>{blocks(content)}</td>;
    case 'footnoteDefinition':
      return (
        <aside className="footnote" data-footnote-definition={String(attrs.label)}>
          {blocks(content)}
        </aside>
      );
    default:
      return simple[type] === undefined ? inline(node) : createElement(simple[type], null, blocks(content));
  }
}

/** Nodes that are one element with what is in them. */
const simple: Record<string, string> = { paragraph: 'p', blockquote: 'blockquote', bulletList: 'ul', tableRow: 'tr' };

function inline({ type, attrs = {}, text, marks = [] }: EditorNode): ReactNode {
  switch (type) {
    case 'text':
      return marks.reduceRight<ReactNode>((inner, mark) => marked(mark, inner), text);
    case 'softBreak':
      return ' ';
    case 'hardBreak':
      return <br />;
    case 'horizontalRule':
      return <hr />;
    case 'footnoteReference':
      return <sup className="citation-chip">{String(attrs.label)}</sup>;
    case 'image':
      return <em>{String(attrs.alt ?? attrs.src ?? '')}</em>;
    default:
      return null;
  }
}

function marked({ type, attrs = {} }: EditorMark, inner: ReactNode): ReactNode {
  if (type === 'bold') return <strong>{inner}</strong>;
  if (type === 'italic') return <em>{inner}</em>;
  if (type === 'strike') return <s>{inner}</s>;
  if (type === 'code') return <code>{inner}</code>;
  const href = type === 'link' ? safeHref(String(attrs.href)) : null;
  if (href === null) return inner;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {inner}
    </a>
  );
}
