export class HealthCheckView {
  name: string;
  status: 'ok' | 'warn' | 'fail';
  critical: boolean;
  duration_ms: number;
  /** What is wrong, in words without secrets. */
  message?: string;
}

export class HealthView {
  status: 'ok' | 'warn' | 'fail';
  checks: HealthCheckView[];
}

export class LivenessView {
  status: 'ok';
}
