/** The way from terminals to this gateway: its public origin, the certificate, the proxy that ends TLS. */
import { isIP } from 'node:net';
import type { GatewayConfig } from '../../gateway.config.js';
import type { Check, Statement } from './finding.js';

const TIMEOUT_MS = 5_000;
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const networkCheck: Check = {
  name: 'network',
  examine: async (config) => [
    ...examineProxies(config),
    ...(await Promise.all(config.publicOrigins.map((origin) => examineOrigin(origin, config.production)))),
  ],
};

function examineProxies({ publicOrigins, trustProxy, rateLimits, production }: GatewayConfig): Statement[] {
  const said: Statement[] = [];
  // the gateway itself speaks plain HTTP: a proxy ends TLS
  if (publicOrigins.some((origin) => origin.startsWith('https:')) && trustProxy.length === 0)
    said.push([
      production ? 'wrong' : 'warning',
      'TRUST_PROXY is not set though a proxy ends TLS: every caller has the address of the proxy, and limits by address count all terminals as one. Set it to the addresses of the proxy.',
    ]);
  if (production && !rateLimits)
    said.push(['warning', 'THENAR_RATE_LIMITS is off: nobody stops whoever tries keys and codes.']);
  return said;
}

async function examineOrigin(origin: string, production: boolean): Promise<Statement> {
  const { hostname, protocol } = new URL(origin);
  if (production && LOCAL.test(hostname))
    return ['wrong', `${origin} leads every terminal to itself: THENAR_PUBLIC_URL is what they call from elsewhere.`];
  if (production && protocol === 'https:' && isIP(hostname.replace(/[[\]]/g, '')) !== 0)
    return ['warning', `${origin} is a number: most certificates and DPoP proofs of terminals are for names.`];
  try {
    const answer = await fetch(`${origin}/livez`, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status >= 300 && answer.status < 400)
      return [
        'wrong',
        `${origin} redirects to ${answer.headers.get('location')}: set THENAR_PUBLIC_URL to where it leads, since proofs of terminals name the address that they call.`,
      ];
    if (answer.status === 200 && answer.headers.has('x-request-id')) return ['ok', `${origin} leads to a gateway.`];
    return [
      'warning',
      `${origin} answers ${answer.status} to /livez: no gateway runs behind it yet, or the proxy leads elsewhere.`,
    ];
  } catch (error) {
    return [production ? 'warning' : 'ok', unreachable(origin, error as Error)];
  }
}

function unreachable(origin: string, error: Error): string {
  const { code, message } = (error.cause ?? error) as { code?: string; message: string };
  if (/CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL/.test(code ?? ''))
    return `The certificate of ${origin} is not proven (${code}): terminals refuse it, too.`;
  return `${origin} cannot be reached from here (${code ?? message}): see whether terminals can.`;
}
