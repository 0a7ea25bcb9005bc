/** Ctrl K (⌘ K) anywhere, or the button in the navigation, opens the command palette; its code is loaded then. */
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { texts } from '../texts/texts.ts';

const palette = () => import('./palette.tsx');
const Palette = lazy(async () => ({ default: (await palette()).Palette }));
export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

let open = false;
const listeners = new Set<() => void>();

export function setPaletteOpen(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function PaletteShortcut() {
  const isOpen = useSyncExternalStore(subscribe, () => open);
  const [everOpened, setEverOpened] = useState(false);
  if (isOpen && !everOpened) setEverOpened(true);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(IS_MAC ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      setPaletteOpen(!open);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      setPaletteOpen(false);
    };
  }, []);
  if (!everOpened) return null;
  return (
    <Suspense>
      <Palette open={isOpen} close={() => setPaletteOpen(false)} />
    </Suspense>
  );
}

export function PaletteButton() {
  const load = () => void palette().catch(() => undefined);
  return (
    <button
      type="button"
      className="button palette-button"
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setPaletteOpen(true)}
    >
      <span>{texts.palette.open}</span> <kbd>{IS_MAC ? '⌘ K' : texts.palette.keys}</kbd>
    </button>
  );
}
