/** A button that says when it is busy. */
import type { ComponentProps } from 'react';

type Props = ComponentProps<'button'> & {
  kind?: 'primary' | 'danger' | 'quiet';
  size?: 'small';
  busy?: boolean;
};

export function Button({ kind, size, busy = false, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className="button"
      data-kind={kind}
      data-size={size}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
    />
  );
}
