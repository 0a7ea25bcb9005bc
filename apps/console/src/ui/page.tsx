/** One page: its name in the window's title and in the only h1, its acts beside it. */
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: string;
  crumb?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, crumb, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Thenar`;
  }, [title]);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          {crumb && <span className="crumb">{crumb}</span>}
          <h1>{title}</h1>
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
    <dl className="facts">
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
