/** Over a page whose session has ended, or which wants a recent sign-in: the page stays as it is, with what was typed. */
import { useBlocker } from '@tanstack/react-router';
import { queries } from '../api/client.ts';
import { fill, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { dismissRecentSignIn, type Person, signOut } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

const { sign_in } = texts;

export function SignInAgain({ person, why }: { person: Person; why: 'expired' | 'step-up' }) {
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: false });
  return (
    <Dialog open close={() => undefined} locked title={sign_in.again}>
      <p>
        {fill(why === 'expired' ? sign_in.again_expired : sign_in.again_step_up, { name: person.email ?? person.uid })}
      </p>
      <SignInForm email={person.email} signedIn={() => void queries.invalidateQueries()} />
      <div className="row">
        {why === 'step-up' ? (
          <Button kind="quiet" size="small" onClick={dismissRecentSignIn}>
            {texts.actions.cancel}
          </Button>
        ) : (
          <Button kind="quiet" size="small" onClick={signOut}>
            {sign_in.leave}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
