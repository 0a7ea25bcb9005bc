/** What stays while pages change: brand, switcher, navigation, account; on a phone behind a button. */
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useGatewayReachable, useOnline } from '../api/reachability.ts';
import type { Person } from '../sign-in/session.ts';
import { TenancyProvider } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { OnDemand } from '../ui/on-demand.tsx';
import { PaletteShortcut } from './palette-shortcut.tsx';
import { Side } from './side.tsx';

const drawer = async () => (await import('./drawer.tsx')).Drawer;
const openDrawer = { 'aria-label': texts.nav.open, children: '☰' };

export function Frame({ person }: { person: Person }) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    // a new page begins at its top, for eyes and for screen readers
    if (before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname]);
  return (
    <TenancyProvider>
      <a className="skip" href="#main">
        {texts.shell.skip}
      </a>
      <ConnectionBanner />
      <div className="topbar">
        <Brand />
        <OnDemand load={drawer} opens="dialog" button={openDrawer} props={{ person }} />
      </div>
      <div className="frame">
        <aside className="sidebar" aria-label={texts.nav.label_side}>
          <Brand />
          <Side person={person} />
        </aside>
        <main id="main" tabIndex={-1} ref={main}>
          <Outlet />
        </main>
      </div>
      <PaletteShortcut />
    </TenancyProvider>
  );
}

function ConnectionBanner() {
  const online = useOnline();
  const reachable = useGatewayReachable();
  if (online && reachable) return null;
  return (
    <div className="banner" role="status">
      {online ? texts.states.no_answer_now : texts.states.offline}
    </div>
  );
}

function Brand() {
  return (
    <Link to="/" className="brand">
      <img src="/console/icon.svg" alt="" />
      Thenar
    </Link>
  );
}
