/** What an attempt means: delivered, to be repeated, or the end of the subscription. */
import type { PostResult } from '#platform/guarded-http';

export interface AttemptOutcome {
  succeeded: boolean;
  /** The receiver says that it is no more. */
  gone: boolean;
  errorCode: string | null;
  errorMessage: string | null;
}

export function judge({ statusCode, failure }: Pick<PostResult, 'statusCode' | 'failure'>): AttemptOutcome {
  if (failure !== null)
    return { succeeded: false, gone: false, errorCode: failure.code, errorMessage: failure.message };
  const status = statusCode!;
  if (status >= 200 && status < 300) return { succeeded: true, gone: false, errorCode: null, errorMessage: null };
  const redirected = status >= 300 && status < 400;
  return {
    succeeded: false,
    gone: status === 410,
    errorCode: redirected ? 'redirect_not_followed' : status === 410 ? 'gone' : 'status_not_2xx',
    errorMessage: redirected
      ? `The receiver answered ${status}; redirects are not followed.`
      : `The receiver answered ${status}.`,
  };
}
