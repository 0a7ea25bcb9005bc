import { ApiProperty } from '@nestjs/swagger';
import { type Diagnosis, type Step, STEPS } from './diagnosis.policy.js';

export class DiagnosisStepView {
  @ApiProperty({ enum: STEPS }) step: Step;
  ok: boolean;
  skipped: boolean;
  duration_ms: number | null;
  message: string | null;
}

export class SentRequestView {
  headers: Record<string, string>;
  body: string;
}

export class DiagnosisView {
  url: string;
  ok: boolean;
  /** The first step that fails. */
  @ApiProperty({ enum: STEPS, nullable: true }) failed_step: Step | null;
  steps: DiagnosisStepView[];
  resolved_ip: string | null;
  status_code: number | null;
  /** What went out: compare it with what your receiver computes. */
  sent: SentRequestView;
  /** Whether the receiver refused the same event under a false signature. */
  signature_verified: boolean | null;

  static of(diagnosis: Diagnosis): DiagnosisView {
    return {
      url: diagnosis.url,
      ok: diagnosis.failedStep === null,
      failed_step: diagnosis.failedStep,
      steps: diagnosis.steps.map(({ step, ok, skipped, durationMs, message }) => ({
        step,
        ok,
        skipped,
        duration_ms: durationMs === null ? null : Math.round(durationMs * 10) / 10,
        message,
      })),
      resolved_ip: diagnosis.resolvedIp,
      status_code: diagnosis.statusCode,
      sent: { headers: diagnosis.sent.headers, body: diagnosis.sent.body },
      signature_verified: diagnosis.signatureVerified,
    };
  }
}
