import { Tabs } from 'radix-ui';
import type { ComponentType } from 'react';
import { texts } from '../../../texts/index.ts';
import { EvidenceTab } from './evidence-tab.tsx';
import { OutlineTab } from './outline-tab.tsx';

const tabs: readonly { name: keyof typeof texts.margin.tabs; content: ComponentType }[] = [
  { name: 'evidence', content: EvidenceTab },
  { name: 'outline', content: OutlineTab },
];

/** What is said about the manuscript, beside it. */
export function Margin() {
  return (
    <Tabs.Root defaultValue="evidence" className="flex min-h-0 grow flex-col">
      <Tabs.List aria-label={texts.margin.label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 py-1">
        {tabs.map(({ name }) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="rounded-control px-2 py-1 text-sm whitespace-nowrap text-soft hover:text-ink data-[state=active]:bg-sunken data-[state=active]:text-ink"
          >
            {texts.margin.tabs[name]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ name, content: Content }) => (
        <Tabs.Content key={name} value={name} className="min-h-0 grow overflow-y-auto p-3">
          <Content />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
