/** The terminal protocol beyond its HTTP bodies: the socket's events, and which refusals mean what; `npm run contracts` writes it out. */

const ref = (name: string) => ({ $ref: `#/schemas/${name}` });
const uuid = { type: 'string', format: 'uuid' };
const whole = { type: 'integer', minimum: 0, maximum: 2_147_483_647 };
const object = (properties: Record<string, object>, required: string[]) => ({
  ...{ type: 'object', properties, required, additionalProperties: false },
});
const news = object({ server_time: { type: 'string', format: 'date-time' }, session: ref('SessionView') }, [
  'server_time',
  'session',
]);

/** What the gateway says by itself. */
export const TO_TERMINAL = {
  'session:offered': news,
  'session:changed': news,
  'config:changed': ref('TerminalConfigView'),
  'device:disabled': object({ code: { enum: ['device_disabled', 'device_decommissioned'] } }, ['code']),
  'gateway:stopping': object({}, []),
} as const;
export type ToTerminal = keyof typeof TO_TERMINAL;

/** What a terminal says, each answered by an acknowledgement: the body of the same question over HTTP, or an error. */
export const FROM_TERMINAL = {
  'session:ack': { body: object({ session_id: uuid }, ['session_id']), answer: ref('AckView') },
  'session:fail': {
    body: object(
      {
        session_id: uuid,
        code: { type: 'string', minLength: 1, maxLength: 64 },
        message: { type: ['string', 'null'], minLength: 1, maxLength: 300 },
      },
      ['session_id', 'code'],
    ),
    answer: ref('TerminalSessionView'),
  },
  heartbeat: {
    body: object(
      {
        app_version: { type: 'string', minLength: 1, maxLength: 50 },
        config_version: whole,
        session_id: { anyOf: [uuid, { type: 'null' }] },
        session_version: { anyOf: [whole, { type: 'null' }] },
      },
      [],
    ),
    answer: ref('TerminalPollView'),
  },
} as const;
export type FromTerminal = keyof typeof FROM_TERMINAL;

/** Refusals by name, and what a terminal does about each. */
export const TERMINAL_ERRORS = {
  use_dpop_nonce: { status: 401, then: 'Repeat at once with the nonce of the answer.' },
  invalid_token: { status: 401, then: 'Fetch a new access token; when that is refused too, pair again.' },
  device_disabled: { status: 403, then: 'Show "out of service"; ask for a token again every minute.' },
  device_decommissioned: { status: 410, then: 'Forget the key and pair again.' },
  slow_down: { status: 429, then: 'Poll the registration five seconds slower from now on.' },
  expired: { status: 410, then: 'The code ran out: register again.' },
  not_found: { status: 404, then: 'The session is not of this device: poll.' },
  session_not_active: {
    status: 409,
    then: 'It was cancelled or is over; the capture was thrown away: go on with details.active_session_id, or poll.',
  },
  challenge_expired: { status: 409, then: 'Repeat under details.challenge.' },
  seq_conflict: { status: 409, then: 'This number carried other bytes: use details.next_seq.' },
  validation_error: { status: 400, then: 'A fault of the terminal: field says where.' },
  request_timeout: { status: 408, then: 'It came too slowly, as in a crowd: repeat as after a 503.' },
  rate_limited: { status: 429, then: 'Wait Retry-After.' },
  unavailable: { status: 503, then: 'Wait Retry-After, then longer each time, with jitter.' },
} as const;
