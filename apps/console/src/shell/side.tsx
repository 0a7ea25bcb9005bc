/** Beside the page, on a phone in the drawer: the project, the search, the pages, the account. */
import type { Person } from '../sign-in/session.ts';
import { Switcher } from '../tenancy/switcher.tsx';
import { texts } from '../texts/texts.ts';
import { OnDemand } from '../ui/on-demand.tsx';
import { Navigation } from './navigation.tsx';
import { PaletteButton } from './palette-shortcut.tsx';

const userMenu = async () => (await import('./user-menu.tsx')).UserMenu;

export function Side({ person }: { person: Person }) {
  const name = (
    <>
      <span className="cell">{person.email ?? person.uid}</span> <span aria-hidden="true">▾</span>
    </>
  );
  return (
    <>
      <Switcher />
      <PaletteButton />
      <Navigation />
      <div className="sidebar-foot">
        <OnDemand
          load={userMenu}
          opens="menu"
          button={{ kind: 'quiet', title: texts.shell.account, children: name }}
          props={{}}
        />
      </div>
    </>
  );
}
