/** `thenar login`: asks for a device code, shows it, waits until someone has decided. */
import { type Gateway, RefusalError } from './gateway-api.js';

interface DeviceCode {
  device_code: string;
  user_code: string;
  verification_url: string;
  expires_in: number;
  interval: number;
}
type GrantStatus =
  | { status: 'pending'; interval: number }
  | { status: 'authorized'; api_key: string; key_id: string; project_id: string };

export interface LoginOptions {
  gateway: Gateway;
  clientName: string;
  show(text: string): void;
  sleep(ms: number): Promise<void>;
}

/** @throws Refused when it was denied or took too long */
export async function login(options: LoginOptions): Promise<{ apiKey: string; keyId: string; projectId: string }> {
  const { gateway } = options;
  const code = await gateway.post<DeviceCode>('/v1/cli/device-code', { client_name: options.clientName });
  options.show(`Open this address and compare the code:\n\n  ${code.verification_url}\n  ${code.user_code}\n`);
  options.show(`Waiting, for ${Math.round(code.expires_in / 60)} minutes at most …`);
  let intervalS = code.interval;
  for (;;) {
    await options.sleep(intervalS * 1000);
    const polled = await gateway
      .post<GrantStatus>('/v1/cli/token', { device_code: code.device_code })
      .catch((error: unknown) => {
        if (!(error instanceof RefusalError) || error.code !== 'slow_down') throw error;
        return { status: 'pending' as const, interval: Number(error.body.interval ?? intervalS + 5) };
      });
    if (polled.status === 'authorized')
      return { apiKey: polled.api_key, keyId: polled.key_id, projectId: polled.project_id };
    intervalS = polled.interval;
  }
}
