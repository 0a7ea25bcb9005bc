/** What the gateway refuses, in words for people and with the next step: by code, and at fields by what is wrong there. */
import { type FieldFault, GatewayUnreachable, Refusal } from '../api/refusal.ts';
import { fill, texts } from './texts.ts';

const { refusals, faults, states } = texts;

export interface RefusalText {
  title: string;
  text: string;
}

const TITLES: Record<string, string> = {
  admin_required: states.no_permission,
  owner_required: states.no_permission,
  precondition_failed: states.changed,
  not_found: states.not_found,
};

const BY_STATUS: Record<number, string> = {
  400: refusals.validation_error,
  403: states.no_permission_text,
  404: refusals.not_found,
  409: refusals.conflict,
  429: refusals.rate_limited,
};

/** A page's code did not arrive: no connection, or the gateway was updated since this page was opened. */
const isMissingChunk = (error: unknown): boolean =>
  error instanceof TypeError && /module script|dynamically imported module/.test(error.message);

export function refusalText(error: unknown): RefusalText {
  if (error instanceof GatewayUnreachable) return { title: states.no_answer, text: states.no_answer_text };
  if (isMissingChunk(error)) return { title: states.no_code, text: states.no_code_text };
  if (!(error instanceof Refusal)) return { title: states.failed, text: states.failed_text };
  const known = (refusals as Record<string, string>)[error.code];
  // the console's own refusals, and faults that stand at their fields, say it themselves
  const text = known ?? BY_STATUS[error.status] ?? states.failed_text;
  return { title: TITLES[error.code] ?? (error.status >= 500 ? states.failed : states.refused), text };
}

/** For a notice: what happened, and the request to ask about. */
export function refusalSentence(error: unknown): string {
  const { text } = refusalText(error);
  const id = error instanceof Refusal ? error.requestId : null;
  return id === null ? text : `${text} ${fill(states.request_id, { id })}`;
}

/** The gateway's sentence is English and names fields as the API does; what it means is put in the console's words. */
const PATTERNS: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/is required|must be there|should not be empty/, faults.required],
  [/longer than or equal to (?<min>\d+) and shorter than or equal to (?<max>\d+)/, faults.length],
  [/shorter than or equal to (?<max>\d+)|at most (?<most>\d+) characters/, faults.too_long],
  [/longer than or equal to (?<min>\d+)/, faults.too_short],
  [/must not be less than (?<min>-?\d+)/, faults.too_small],
  [/must not be greater than (?<max>-?\d+)/, faults.too_large],
  [/two numbers, the lower one first/, faults.range],
  [/must be (a|an integer) number|must be a number|number conforming/, faults.number],
  [/UUID of a (?<kind>member|device)|must be a UUID/, faults.id],
  [/snake_case/, faults.snake_case],
  [/telephone/, faults.phone],
  [/an email|e-mail address/, faults.email],
  [/IP address|CIDR|must be an address/, faults.address],
  [/time zone|IANA/, faults.time_zone],
  [/must be in the future/, faults.future],
  [/must not be in the future/, faults.past],
  [/must not name the person/, faults.names_person],
  [/list of 1 to|at least one/, faults.values],
  [/name of a list|there are no lists/, faults.list],
  [/true or false/, faults.yes_or_no],
  [/must be one of/, faults.choice],
  [/control characters/, faults.control_characters],
  [/There is no such field|must name a field/, faults.field],
];

export function faultText({ field, message, own }: FieldFault): string {
  if (own) return message;
  for (const [pattern, text] of PATTERNS) {
    const match = pattern.exec(message);
    if (match) return fill(text, { ...match.groups, max: match.groups?.max ?? match.groups?.most ?? '' });
  }
  return message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
}
