/** Signed in: the frame with its page. Not signed in: the way in, and afterwards the page that was asked for. */
import { lazy, Suspense } from 'react';
import { mayResume, useSession } from '../sign-in/session.ts';
import { Loading } from '../ui/states.tsx';
import { Frame } from './frame.tsx';

const signInPage = () => import('../sign-in/sign-in-page.tsx');
const SignInPage = lazy(async () => ({ default: (await signInPage()).SignInPage }));
if (!mayResume()) void signInPage();

export function Root() {
  const session = useSession();
  const waiting = (
    <div className="center">
      <Loading />
    </div>
  );
  if (session.status === 'starting') return waiting;
  if (session.status === 'signed-in') return <Frame person={session.person} />;
  return (
    <Suspense fallback={waiting}>
      <SignInPage reason={session.reason} />
    </Suspense>
  );
}
