/** The server's side of one enrollment session, as small as possible, on a stand-in gateway. */
import type { CaptureAnswer, Session } from '../../apps/terminal/src/wire.js';
import type { Answerer, StandIn } from './terminal-stand-in.js';

const CHALLENGE = 'challenge-';

export class OneSession {
  session: Session = {
    session_id: '018f0000-0000-7000-8000-000000000001',
    device_id: 'd',
    project_id: 'p',
    member_id: 'm',
    hand: 'any',
    status: 'pending',
    progress: { captures_required: 3, captures_accepted: 0, last_quality: null, hint: null },
    failure_code: null,
    failure_message: null,
    result: null,
    version: 1,
    expires_at: '2026-11-22T12:02:00.000Z',
  };
  given = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly gateway: StandIn) {
    gateway.on(/poll$/, (asked) => this.poll(asked.body));
    gateway.on(/ack$/, () => {
      if (this.session.status === 'pending') this.become({ status: 'active' });
      return { body: { session: this.session, challenge: this.challenge() } };
    });
    gateway.on(/captures$/, () => this.accept());
    gateway.on(/fail$/, () => ({
      body: { session: this.become({ status: 'failed', failure_code: 'terminal_failed' }) },
    }));
  }

  challenge(): string {
    return CHALLENGE + ++this.given;
  }

  become(change: Partial<Session>): Session {
    this.session = { ...this.session, ...change, version: this.session.version + 1 };
    for (const resolve of this.waiting.splice(0)) resolve();
    return this.session;
  }

  accept(): { body: CaptureAnswer } {
    const captures_accepted = this.session.progress.captures_accepted + 1;
    const status = captures_accepted === 3 ? 'completed' : 'active';
    const session = this.become({ status, progress: { ...this.session.progress, captures_accepted } });
    return { body: { accepted: true, session, challenge: status === 'active' ? this.challenge() : null } };
  }

  onCaptures(answerer: Answerer): void {
    this.gateway.on(/captures$/, answerer);
  }

  private async poll(asked: { session_id?: string; session_version?: number }) {
    const named = asked.session_id === this.session.session_id;
    if (named && asked.session_version === this.session.version) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const session = named || this.isOpen() ? this.session : null;
    return { body: { server_time: '2026-11-22T12:00:00.000Z', session, config: null, next_poll_in_s: 0 } };
  }

  private isOpen(): boolean {
    return ['pending', 'active', 'processing'].includes(this.session.status);
  }
}
