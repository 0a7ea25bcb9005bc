/** Signed in: the frame with its page. Not signed in: the way in, and afterwards the page that was asked for. */
import { useEffect } from 'react';
import { resumeSession, useSession } from '../sign-in/session.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { Loading } from '../ui/states.tsx';
import { Notices } from '../ui/notices.tsx';
import { Frame } from './frame.tsx';

export function Root() {
  const session = useSession();
  useEffect(() => void resumeSession(), []);
  return (
    <>
      {session.status === 'starting' && (
        <div className="center">
          <Loading />
        </div>
      )}
      {session.status === 'signed-out' && <SignInPage reason={session.reason} />}
      {session.status === 'signed-in' && <Frame person={session.person} />}
      <Notices />
    </>
  );
}
