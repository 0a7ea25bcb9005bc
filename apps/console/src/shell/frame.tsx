/** What stays while pages change: brand, switcher, navigation, who one is; on a phone behind a button. */
import { Dialog } from '@base-ui/react/dialog';
import { onlineManager } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useAnswers } from '../api/reachable.ts';
import type { Person } from '../sign-in/session.ts';
import { Switcher } from '../tenancy/switcher.tsx';
import { TenancyOf } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Navigation } from './navigation.tsx';
import { UserMenu } from './user-menu.tsx';

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
  const answers = useAnswers();
  return (
    <TenancyOf>
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
        <Drawer person={person} />
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
    </TenancyOf>
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

function Side({ person }: { person: Person }) {
  return (
    <>
      <Switcher />
      <Navigation />
      <div className="sidebar-foot">
        <UserMenu person={person} />
      </div>
    </>
  );
}

function Drawer({ person }: { person: Person }) {
  const { href } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <Dialog.Root open={openAt === href} onOpenChange={(open) => setOpenAt(open ? href : null)}>
      <Dialog.Trigger render={<Button aria-label={texts.nav.open} />}>☰</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="drawer">
          <Dialog.Title className="unseen">{texts.nav.label}</Dialog.Title>
          <div className="sidebar">
            <div className="row">
              <Dialog.Close render={<Button kind="quiet" aria-label={texts.actions.close} />}>✕</Dialog.Close>
            </div>
            <Side person={person} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
