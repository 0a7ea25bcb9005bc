/** A search that waits until typing pauses. */
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 250;

export function Search({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText((sent.current = value)); // Back, or a link
  }, [value]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => change((sent.current = text.trim())), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, change]);
  return (
    <label className="field">
      <span className="hint">{label}</span>
      <input type="search" className="input" value={text} onChange={(event) => setText(event.target.value)} />
    </label>
  );
}
