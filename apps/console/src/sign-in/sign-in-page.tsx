/** The page on which a person signs in. */
import { useEffect } from 'react';
import { queries } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { SignInForm } from './sign-in-form.tsx';

const { sign_in } = texts;

export function SignInPage({ reason }: { reason: 'none' | 'expired' | 'left' }) {
  useEffect(() => {
    document.title = `${sign_in.title} · Thenar`;
    // the next person sees nothing of the one before
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'sign-in-method' });
  }, []);
  return (
    <main className="center">
      <div className="card">
        <p className="brand">
          <img src="/console/icon.svg" alt="" />
          Thenar
        </p>
        <h1>{sign_in.title}</h1>
        {reason !== 'none' && <p role="status">{reason === 'expired' ? sign_in.expired : sign_in.left}</p>}
        <SignInForm fromAddress />
      </div>
    </main>
  );
}
