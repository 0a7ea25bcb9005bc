/** One page: its name in the window's title and in the only h1, its state and actions beside it, its time zone said once. */
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { fill, texts } from '../texts/texts.ts';
import { useZone } from '../texts/zone.ts';
import { rememberSearch } from './address-state.ts';

interface PageProps {
  title: string;
  crumb?: ReactNode;
  /** A badge with the state of what the page is about. */
  state?: ReactNode;
  actions?: ReactNode;
  /** Whether times are shown on it. */
  timeless?: boolean;
  children: ReactNode;
}

export function Page({ title, crumb, state, actions, timeless, children }: PageProps) {
  const zone = useZone();
  const { pathname, search } = useLocation();
  useEffect(() => rememberSearch(pathname, search as Record<string, string>), [pathname, search]);
  useEffect(() => {
    document.title = `${title} · Thenar`;
  }, [title]);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          {crumb && <span className="crumb">{crumb}</span>}
          <div className="row">
            <h1>{title}</h1>
            {state}
          </div>
          {!timeless && <p className="muted small">{fill(texts.shell.times_in, { zone })}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Panel({ title, actions, children }: { title?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      {title !== undefined && (
        <div className="panel-head">
          <h2>{title}</h2>
          {actions && <div className="actions">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values; what has no value is left out. */
export function DetailList({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="details">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <DetailRow key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function DetailRow({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
