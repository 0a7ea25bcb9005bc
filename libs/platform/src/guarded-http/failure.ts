/** Errors of sockets, TLS and HTTP in the few words that the owner of a receiver can act on. */
import type { ConnectionMarks } from './pinned-agents.js';
import type { RefusalCode } from './url.policy.js';

export type FailureCode =
  | Exclude<RefusalCode, 'unresolvable'>
  | 'dns_failed'
  | 'connection_refused'
  | 'connection_reset'
  | 'connection_failed'
  | 'tls_failed'
  | 'invalid_response'
  | 'timeout'
  | 'interrupted';

export interface Failure {
  code: FailureCode;
  /** Safe to show to the receiver's owner. */
  message: string;
}

/** @param secure an error between connected and secured is TLS's */
export function failureOf(error: Error, marks: ConnectionMarks, secure: boolean): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (marks.ledElsewhere)
    return { code: 'private_address', message: 'The connection led to another address than the checked one.' };
  if (secure && marks.connectedAt > 0 && marks.securedAt === 0)
    return { code: 'tls_failed', message: `TLS could not be agreed on: ${tlsReason(error, code)}.` };
  if (code.startsWith('HPE_')) return { code: 'invalid_response', message: 'The answer is not HTTP that can be read.' };
  switch (code) {
    case 'ECONNREFUSED':
      return { code: 'connection_refused', message: 'Nobody listens on that port.' };
    case 'ECONNRESET':
    case 'EPIPE':
      return { code: 'connection_reset', message: 'The receiver closed the connection.' };
    default:
      return { code: 'connection_failed', message: 'The receiver could not be reached.' };
  }
}

function tlsReason(error: Error, code: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'the certificate has expired';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'the certificate is self-signed';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'the certificate is for another name';
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_GET_ISSUER_CERT':
      return 'the certificate chain is not complete or not trusted';
    case 'ECONNRESET':
      return 'the receiver closed the connection';
    default:
      return (code || error.name).toLowerCase().replaceAll('_', ' ').slice(0, 80);
  }
}
