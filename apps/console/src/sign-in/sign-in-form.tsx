/** The fields by which a person signs in: e-mail and password by Firebase, or the link that a development gateway printed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Failure, Loading } from '../ui/states.tsx';
import { beginSession, type Person, signInMethod, signInProvider } from './session.ts';
import { SignInRefused } from './sign-in-provider.ts';

const { sign_in } = texts;

interface SignInFormProps {
  /** Of the person who was signed in before. */
  email?: string | null;
  /** Whether the address may hold the token of a link. */
  fromAddress?: boolean;
  signedIn?: () => void;
}

export function SignInForm({ email = null, fromAddress = false, signedIn }: SignInFormProps) {
  const method = useQuery({ queryKey: ['sign-in-method'], queryFn: signInMethod, staleTime: Infinity });
  const { message, attempt } = useAttempt(signedIn);
  if (method.error) return <Failure error={method.error} retry={() => void method.refetch()} />;
  if (!method.data) return <Loading lines={3} />;
  if (method.data.kind === 'development')
    return <LinkForm attempt={attempt} message={message} fromAddress={fromAddress} />;
  if (method.data.api_key === null) return <p>{sign_in.not_set_up}</p>;
  return <PasswordForm attempt={attempt} message={message} email={email ?? ''} />;
}

type Attempt = (signIn: () => Promise<Person>) => Promise<void>;

function useAttempt(signedIn: (() => void) | undefined): { message: string | null; attempt: Attempt } {
  const [message, setMessage] = useState<string | null>(null);
  const attempt: Attempt = async (signIn) => {
    setMessage(null);
    try {
      if (beginSession(await signIn())) return window.location.assign('/console/');
      signedIn?.();
    } catch (error) {
      setMessage(error instanceof SignInRefused ? sign_in.refusals[error.why] : texts.states.failed_text);
    }
  };
  return { message, attempt };
}

/** Takes the token out of the address, so that it is in no bookmark. */
function tokenOfAddress(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token) window.history.replaceState(null, '', '/console/');
  return token;
}

function tokenOfLink(link: string): string {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (!url) return link;
  return new URLSearchParams(url.hash.slice(1)).get('token') ?? url.searchParams.get('token') ?? '';
}

interface MethodFormProps {
  attempt: Attempt;
  message: string | null;
}

function LinkForm({ attempt, message, fromAddress }: MethodFormProps & { fromAddress: boolean }) {
  const tried = useRef(!fromAddress);
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
        disposable
        send={(values) => attempt(() => withToken(tokenOfLink(values.text('link'))))}
      >
        <TextField name="link" label={sign_in.link} required type="password" />
        {message && <p role="alert">{message}</p>}
      </Form>
    </>
  );
}

function PasswordForm({ attempt, message, email: known }: MethodFormProps & { email: string }) {
  const [email, setEmail] = useState(known);
  const [sent, setSent] = useState(false);
  const reset = async () => {
    const provider = await signInProvider();
    await provider.resetPassword!(email);
    setSent(true);
  };
  return (
    <Form
      action={sign_in.go}
      disposable
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
      {message && <p role="alert">{message}</p>}
      <p>
        <Button kind="quiet" size="small" disabled={!email.includes('@')} onClick={() => void reset()}>
          {sign_in.reset}
        </Button>
        {sent && <span role="status"> {sign_in.reset_sent}</span>}
      </p>
    </Form>
  );
}
