import { type ComponentProps, type ReactNode, useId } from 'react';

const control = 'w-full rounded-control border border-edge bg-raised px-3 text-ink disabled:opacity-55 aria-invalid:border-conflict';

/** A label, a control and what is to be known or mended about it. `render` gets what ties them together. */
export function Field({
  label,
  hint,
  problem,
  render,
}: {
  label: string;
  hint?: string;
  problem?: string | null;
  render: (ties: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode;
}) {
  const id = useId();
  const said = problem ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {render({ id, 'aria-describedby': said ? `${id}-note` : undefined, 'aria-invalid': problem ? true : undefined })}
      {said && (
        <p id={`${id}-note`} className={`text-sm ${problem ? 'text-conflict' : 'text-soft'}`}>
          {said}
        </p>
      )}
    </div>
  );
}

export function TextInput({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input className={`${control} h-8 ${className}`} {...rest} />;
}

export function TextArea({ className = '', ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={`${control} min-h-20 py-2 ${className}`} {...rest} />;
}

export function Select({ className = '', ...rest }: ComponentProps<'select'>) {
  return <select className={`${control} h-8 ${className}`} {...rest} />;
}
