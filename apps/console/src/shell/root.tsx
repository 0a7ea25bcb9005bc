/** Signed in: the frame with its page. Not signed in: the sign-in, and afterwards the page that was asked for. */
import { lazy, Suspense } from 'react';
import { GatewayUnreachable } from '../api/refusal.ts';
import { mayResume, resumeSession, useSession } from '../sign-in/session.ts';
import { Failure, Loading } from '../ui/states.tsx';
import { Frame } from './frame.tsx';

const signInPage = () => import('../sign-in/sign-in-page.tsx');
const SignInPage = lazy(async () => ({ default: (await signInPage()).SignInPage }));
const SignInAgain = lazy(async () => ({ default: (await import('../sign-in/sign-in-again.tsx')).SignInAgain }));
if (!mayResume()) void signInPage();

export function Root() {
  const session = useSession();
  const waiting = (
    <div className="center">
      <Loading />
    </div>
  );
  switch (session.status) {
    case 'starting':
      return waiting;
    case 'unreachable':
      return (
        <main className="center">
          <Failure error={new GatewayUnreachable()} retry={() => void resumeSession()} />
        </main>
      );
    case 'signed-in':
    case 'ended':
      return (
        <>
          <Frame person={session.person} />
          {session.status === 'ended' && (
            <Suspense>
              <SignInAgain person={session.person} why={session.why} />
            </Suspense>
          )}
        </>
      );
    case 'signed-out':
      return (
        <Suspense fallback={waiting}>
          <SignInPage reason={session.reason} />
        </Suspense>
      );
  }
}
