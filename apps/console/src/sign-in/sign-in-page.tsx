/** The way in: e-mail and password by Firebase, or the link that a development gateway printed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queries } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Failure, Loading } from '../ui/states.tsx';
import { SignInRefused } from './sign-in-provider.ts';
import { beginSession, signInMethod, type Person, signInProvider } from './session.ts';

const { sign_in } = texts;

/** Takes the token out of the address, so that it is in no bookmark. */
function tokenOfAddress(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token) window.history.replaceState(null, '', '/console/');
  return token;
}

export function SignInPage({ reason }: { reason: 'none' | 'expired' | 'left' }) {
  const way = useQuery({ queryKey: ['way-in'], queryFn: signInMethod, staleTime: Infinity });
  useEffect(() => {
    document.title = `${sign_in.title} · Thenar`;
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'way-in' }); // the next person sees nothing of this one
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
        {way.error && <Failure error={way.error} retry={() => void way.refetch()} />}
        {way.isPending && <Loading lines={3} />}
        {way.data?.kind === 'development' && <ByLink />}
        {way.data?.kind === 'firebase' && (way.data.api_key === null ? <p>{sign_in.not_set_up}</p> : <ByPassword />)}
      </div>
    </main>
  );
}

const take = async (signIn: Promise<Person>): Promise<void> => {
  try {
    beginSession(await signIn);
  } catch (error) {
    throw new Error(error instanceof SignInRefused ? sign_in.refusals[error.why] : texts.states.failed_text, {
      cause: error,
    });
  }
};

function useRefusal() {
  const [refusal, setRefusal] = useState<string | null>(null);
  const attempt = async (signIn: () => Promise<Person>) => {
    setRefusal(null);
    await take(signIn()).catch((error: Error) => setRefusal(error.message));
  };
  return { refusal, attempt };
}

function ByLink() {
  const { refusal, attempt } = useRefusal();
  const tried = useRef(false);
  const withToken = async (token: string) => (await signInProvider()).withLink!(token);
  useEffect(() => {
    const token = tried.current ? null : tokenOfAddress();
    tried.current = true;
    if (token) void attempt(() => withToken(token));
  });
  return (
    <>
      <p>{sign_in.by_link}</p>
      <Form
        action={sign_in.go}
        send={(values) => {
          const link = values.text('link');
          const url = URL.canParse(link) ? new URL(link) : null;
          const token = url
            ? (new URLSearchParams(url.hash.slice(1)).get('token') ?? url.searchParams.get('token'))
            : link;
          return attempt(() => withToken(token ?? ''));
        }}
      >
        <TextField name="link" label={sign_in.link} required type="password" />
        {refusal && <p role="alert">{refusal}</p>}
      </Form>
    </>
  );
}

function ByPassword() {
  const { refusal, attempt } = useRefusal();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const reset = async () => {
    await (
      await signInProvider()
    ).resetPassword!(email);
    setSent(true);
  };
  return (
    <Form
      action={sign_in.go}
      send={(values) =>
        attempt(async () => (await signInProvider()).withPassword!(values.text('email'), values.text('password')))
      }
    >
      <TextField
        name="email"
        label={sign_in.email}
        type="email"
        required
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField name="password" label={sign_in.password} type="password" required autoComplete="current-password" />
      {refusal && <p role="alert">{refusal}</p>}
      <p>
        <Button kind="quiet" size="small" disabled={!email.includes('@')} onClick={() => void reset()}>
          {sign_in.reset}
        </Button>
        {sent && <span role="status"> {sign_in.reset_sent}</span>}
      </p>
    </Form>
  );
}
