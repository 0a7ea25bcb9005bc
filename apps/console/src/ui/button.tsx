/** A button that says when it is busy. */
import type { ComponentProps, MouseEvent } from 'react';

type Props = ComponentProps<'button'> & {
  kind?: 'primary' | 'danger' | 'quiet';
  size?: 'small';
  busy?: boolean;
};

/** Does nothing, and sends no form either. */
const nothing = (event: MouseEvent) => event.preventDefault();

export function Button({ kind, size, busy = false, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className="button"
      data-kind={kind}
      data-size={size}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined} // not `disabled`, which would take the focus away from who pressed it
      onClick={busy ? nothing : onClick}
    />
  );
}
