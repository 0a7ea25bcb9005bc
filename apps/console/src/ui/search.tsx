/** A search that waits until the typing pauses. */
import { useEffect, useState } from 'react';

const PAUSE_MS = 250;

export function Search({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => change(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, change]);
  return (
    <label className="field">
      <span className="hint">{label}</span>
      <input type="search" className="input" value={typed} onChange={(event) => setTyped(event.target.value)} />
    </label>
  );
}
