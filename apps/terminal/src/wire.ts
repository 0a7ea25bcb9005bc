/** The messages of the terminal protocol as they are on the wire. */
export type Hand = 'left' | 'right' | 'unknown';
export type RequestedHand = 'left' | 'right' | 'any';
export type SessionStatus = 'pending' | 'active' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'expired';

export interface Capture {
  /** Base64 of a PNG or JPEG file. */
  image: string;
  kind: 'roi' | 'hand';
  hand: Hand;
  captured_at?: string;
}

export interface Session {
  session_id: string;
  device_id: string | null;
  project_id: string;
  member_id: string;
  hand: RequestedHand;
  status: SessionStatus;
  progress: {
    captures_required: number;
    captures_accepted: number;
    last_quality: number | null;
    hint: string | null;
  };
  failure_code: string | null;
  failure_message: string | null;
  result: unknown;
  version: number;
  expires_at: string;
}

export interface About {
  serial_number: string;
  model: string;
  app_version: string;
  os_version?: string;
}

export interface Registration {
  registration_id: string;
  registration_code: string;
  qr_text: string;
  expires_in: number;
  interval: number;
}

export type RegistrationProgress =
  { status: 'pending'; interval: number } | { status: 'registered'; device_id: string; project_id: string };

export interface TokenAnswer {
  access_token: string;
  token_type: 'DPoP';
  expires_in: number;
  device_id: string;
  project_id: string;
}

export interface PollRequest {
  wait_s: number;
  app_version?: string;
  config_version?: number;
  session_id?: string;
  session_version?: number;
}

export interface PollAnswer {
  server_time: string;
  session: Session | null;
  config: { config_version: number; config: unknown } | null;
  next_poll_in_s: number;
}

/** The challenge is null once the session takes no further capture. */
export interface AckAnswer {
  session: Session;
  challenge: string | null;
}

export interface CaptureAnswer extends AckAnswer {
  accepted: boolean;
  reason?: string;
}

export interface Scan {
  scan_ref: string;
  counter: number;
  capture: Capture;
  offline?: boolean;
  captured_at?: string;
}

export interface ScanAnswer {
  scan_ref: string;
  counter: number;
  status: string;
  scan_id: string | null;
  matched: boolean;
  verdict: 'allow' | 'challenge' | 'block' | null;
  reason?: string;
  member?: Record<string, unknown>;
}

const FINAL: readonly SessionStatus[] = ['completed', 'failed', 'cancelled', 'expired'];

export function isFinal(session: Session): boolean {
  return FINAL.includes(session.status);
}
