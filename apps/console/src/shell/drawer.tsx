/** The navigation of a phone, drawn in from the side. */
import { Dialog } from '@base-ui/react/dialog';
import { useLocation } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { Person } from '../sign-in/session.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Side } from './side.tsx';

export function Drawer({ person, trigger }: { person: Person; trigger: ReactElement }) {
  const { href } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(href);
  return (
    <Dialog.Root open={openAt === href} onOpenChange={(open) => setOpenAt(open ? href : null)}>
      <Dialog.Trigger render={trigger} />
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
