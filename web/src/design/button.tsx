import type { LucideIcon } from 'lucide-react';
import { Slot, Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

const base =
  'inline-flex h-8 items-center justify-center gap-2 rounded-control px-3 font-medium whitespace-nowrap select-none transition-colors duration-(--motion) disabled:opacity-55 aria-disabled:opacity-55';

const kinds = {
  primary: 'bg-accent text-on-accent hover:not-disabled:opacity-90',
  plain: 'border border-edge bg-raised text-ink hover:not-disabled:bg-sunken',
  quiet: 'text-ink hover:not-disabled:bg-sunken',
  danger: 'border border-conflict text-conflict hover:not-disabled:bg-sunken',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: keyof typeof kinds;
  icon?: LucideIcon;
  /** Gives the look to the one child, such as a link. */
  asChild?: boolean;
}

export function Button({ kind = 'plain', icon: Icon, asChild = false, className = '', children, ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  return (
    <Element type={asChild ? undefined : 'button'} className={`${base} ${kinds[kind]} ${className}`} {...rest}>
      {asChild ? (
        children
      ) : (
        <>
          {Icon && <Icon size={16} aria-hidden />}
          {children}
        </>
      )}
    </Element>
  );
}

/** A button that is an icon; its label is read aloud and shown on hover and focus. */
export function IconButton({ label, icon: Icon, className = '', ...rest }: ComponentProps<'button'> & { label: string; icon: LucideIcon }) {
  return (
    <WithTooltip text={label}>
      <button
        type="button"
        aria-label={label}
        className={`inline-flex size-8 shrink-0 items-center justify-center rounded-control text-soft transition-colors duration-(--motion) hover:not-disabled:bg-sunken hover:not-disabled:text-ink disabled:opacity-55 ${className}`}
        {...rest}
      >
        <Icon size={16} aria-hidden />
      </button>
    </WithTooltip>
  );
}

function WithTooltip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={500}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content sideOffset={4} className="z-50 rounded-control bg-ink px-2 py-1 text-xs text-paper">
            {text}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
