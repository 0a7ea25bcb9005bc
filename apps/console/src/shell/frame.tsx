/** What stays while pages change: brand, switcher, navigation, who one is; on a phone behind a button. */
import { onlineManager } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useGatewayReachable } from '../api/reachability.ts';
import type { Person } from '../sign-in/session.ts';
import { TenancyProvider } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { OnDemand } from '../ui/on-demand.tsx';
import { Side } from './side.tsx';

const drawer = async () => (await import('./drawer.tsx')).Drawer;
const openDrawer = { 'aria-label': texts.nav.open, children: '☰' };

const useIsOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );

export function Frame({ person }: { person: Person }) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    // a new page begins at its top, for eyes and for screen readers
    if (before.current !== pathname) main.current?.focus();
    before.current = pathname;
  }, [pathname]);
  const online = useIsOnline();
  const answers = useGatewayReachable();
  return (
    <TenancyProvider>
      <a className="skip" href="#main">
        {texts.shell.skip}
      </a>
      {(!online || !answers) && (
        <div className="banner" role="status">
          {online ? texts.states.no_answer_now : texts.states.offline}
        </div>
      )}
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
    </TenancyProvider>
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
