/** A short table as it is. It may be wider than a phone: then it scrolls, the page does not. */
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';

interface PlainTableProps {
  name: string;
  heads: readonly string[];
  /** A last column of buttons, which needs no name to be seen. */
  acts?: boolean;
  children: ReactNode;
}

export function PlainTable({ name, heads, acts, children }: PlainTableProps) {
  return (
    <div className="scroller" tabIndex={0} role="region" aria-label={name}>
      <table className="plain-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
            {acts && (
              <th>
                <span className="unseen">{texts.actions.acts}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
