/** What a posting says about the way to an endpoint, step by step. */
import type { FailureCode, PostResult } from '#platform/guarded-http';
import { judge } from './outcome.policy.js';

export const STEPS = ['dns', 'address', 'tcp', 'tls', 'answer', 'signature'] as const;
export type Step = (typeof STEPS)[number];

export interface DiagnosisStep {
  step: Step;
  ok: boolean;
  /** Nothing to do, such as DNS for an address or TLS for http://localhost. */
  skipped: boolean;
  durationMs: number | null;
  message: string | null;
}

export interface Diagnosis {
  url: string;
  steps: DiagnosisStep[];
  failedStep: Step | null;
  resolvedIp: string | null;
  statusCode: number | null;
  /** The headers that were sent, and the event, so that the receiver's own computation can be compared. */
  sent: { headers: Record<string, string>; body: string };
  /** Whether the receiver refused the same event under a false signature; null when that was not asked. */
  signatureVerified: boolean | null;
}

/** Which step a failure belongs to. */
const STEP_OF: Partial<Record<FailureCode, Step>> = {
  dns_failed: 'dns',
  private_address: 'address',
  invalid_url: 'address',
  https_required: 'address',
  userinfo_not_allowed: 'address',
  port_not_allowed: 'address',
  connection_refused: 'tcp',
  tls_failed: 'tls',
};

export function failedStepOf({ failure, phases, statusCode }: PostResult): Step {
  const known = failure === null ? undefined : STEP_OF[failure.code];
  if (known !== undefined) return known;
  if (statusCode !== null) return 'answer';
  if (phases.dnsMs === null) return 'dns';
  return phases.connectMs === null ? 'tcp' : 'answer';
}

export function stepsOf(
  url: string,
  posted: PostResult,
  found: { failedStep: Step | null; signatureVerified: boolean | null },
): DiagnosisStep[] {
  const { phases } = posted;
  const { failedStep, signatureVerified } = found;
  const durations: Partial<Record<Step, number | null>> = {
    dns: phases.dnsMs,
    tcp: phases.connectMs,
    tls: phases.tlsMs,
    answer: phases.ttfbMs,
  };
  const reached = failedStep === null ? STEPS : STEPS.slice(0, STEPS.indexOf(failedStep) + 1);
  return reached.map((step) => ({
    step,
    ok: step !== failedStep,
    skipped: step === 'tls' && url.startsWith('http://'),
    durationMs: durations[step] ?? null,
    message: step === failedStep ? judge(posted).errorMessage : step === 'signature' ? sayOf(signatureVerified) : null,
  }));
}

function sayOf(signatureVerified: boolean | null): string {
  if (signatureVerified === null) return 'It could not be seen whether the receiver checks signatures.';
  return signatureVerified
    ? 'The receiver took the true signature and refused a false one.'
    : 'The receiver also took a false signature: it does not check them yet.';
}
