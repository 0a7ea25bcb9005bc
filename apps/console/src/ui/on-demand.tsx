/** A button whose menu or drawer is loaded when it is first used: the first page carries none of it. */
import { type ComponentProps, type ComponentType, type ReactElement, useState } from 'react';
import { Button } from './button.tsx';

/** What is loaded: it takes the button's place and is open from the beginning. */
export type LazyDialog<Props> = ComponentType<Props & { trigger: ReactElement }>;

interface OnDemandProps<Props> {
  load: () => Promise<LazyDialog<Props>>;
  opens: 'menu' | 'dialog';
  button: ComponentProps<typeof Button>;
  props: Props;
}

export function OnDemand<Props extends object>({ load, opens, button, props }: OnDemandProps<Props>) {
  const [Loaded, setLoaded] = useState<LazyDialog<Props> | null>(null);
  const [busy, setBusy] = useState(false);
  if (Loaded) return <Loaded {...props} trigger={<Button {...button} />} />;
  const reach = () => void load().catch(() => undefined);
  const open = async () => {
    setBusy(true);
    // without an answer it stays a button, which one presses again
    const loaded = await load().catch(() => null);
    setBusy(false);
    setLoaded(() => loaded);
  };
  return (
    <Button
      {...button}
      aria-haspopup={opens}
      aria-expanded={false}
      busy={busy}
      onPointerEnter={reach}
      onFocus={reach}
      onClick={() => void open()}
    />
  );
}
