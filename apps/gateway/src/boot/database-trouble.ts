/** Why a database cannot be used, as one sentence that says what to do. */

interface DriverError {
  code?: string;
  message: string;
}

const CERTIFICATE =
  /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_HAS_EXPIRED|ALTNAME_INVALID|CERT_NOT_YET_VALID/;

/** @param where `host:port/database`, without a password */
export function databaseTrouble(where: string, error: DriverError): string {
  return `The database at ${where} cannot be used: ${reasonOf(error)}`;
}

/** Without user and password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function reasonOf({ code = '', message }: DriverError): string {
  if (/does not support SSL/i.test(message))
    return 'the address asks for TLS (sslmode) and the server offers none: switch TLS on there, or leave sslmode out where the network between them is your own.';
  if (/no encryption/i.test(message))
    return 'the server takes encrypted connections only: add ?sslmode=verify-full to the address.';
  if (CERTIFICATE.test(code) || /certificate/i.test(message))
    return `its certificate is not proven (${message}): name the authority that signed it with &sslrootcert=FILE, and the host as the certificate names it; sslmode=no-verify gives up the proof.`;
  switch (code) {
    case '28P01':
    case '28000':
      return `it refuses the login (${message}): check user and password of the address, and pg_hba.conf.`;
    case '3D000':
      return `there is no such database (${message}): create it first.`;
    case 'ECONNREFUSED':
      return 'nobody listens there: check host and port, and whether the server runs.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `its name cannot be resolved (${message}).`;
    case '53300':
      return `it has no connection left (${message}): raise max_connections, or end other clients.`;
    case '57P03':
      return `it is not ready yet (${message}): try again.`;
    default:
      return message;
  }
}
