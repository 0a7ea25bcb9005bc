/** An enrollment session as it happens: the gateway answers when something changes, and is polled again at once. */
import { useEffect, useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';

export type Session = Schemas['SessionView'];
const WAIT_S = 20;
const AFTER_TROUBLE_MS = 1_500;
const FINAL: ReadonlySet<Session['status']> = new Set(['completed', 'failed', 'cancelled', 'expired']);

export const isFinal = ({ status }: Session): boolean => FINAL.has(status);

export interface LiveSession {
  session: Session;
  /** What keeps the page from knowing more, while it lasts. */
  trouble: unknown;
  /** The device has a newer session. */
  superseded: boolean;
}

export function useLiveSession(started: Session): LiveSession {
  const [live, setLive] = useState<LiveSession>({ session: started, trouble: null, superseded: false });
  const { session_id, device_id } = started;
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      let known = started;
      while (!stop.signal.aborted && !isFinal(known)) {
        try {
          const answer = await dataOf(
            gateway.POST('/v1/devices/{device_id}/enrollment/poll', {
              params: { path: { device_id: device_id! } },
              body: { session_id, last_version: known.version, wait_s: WAIT_S },
              signal: stop.signal,
            }),
          );
          if (answer.session === null) return setLive((before) => ({ ...before, superseded: true }));
          known = answer.session;
          setLive({ session: known, trouble: null, superseded: false });
        } catch (trouble) {
          if (stop.signal.aborted) return;
          setLive((before) => ({ ...before, trouble }));
          await new Promise((resolve) => setTimeout(resolve, AFTER_TROUBLE_MS));
        }
      }
    };
    void follow();
    return () => stop.abort();
    // `started` only gives the version to begin with
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [session_id, device_id]);
  return live;
}
