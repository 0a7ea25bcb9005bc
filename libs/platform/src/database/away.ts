/** Whether an error says that the database cannot serve right now: so every error reads that does not blame the statement. */
import { SessionUnusableError } from './session-settings.js';

/** SQLSTATE classes in which the statement is wrong: data, constraints, cursors, syntax, rights, and what PL/pgSQL raises. */
const STATEMENT_CLASSES = /^(0A|2[1-7BF]|34|38|39|3F|42|44|54|55|P0)/;

/** The server's state all the same: it is read-only, a transaction was ended, a lock or an object was not to be had. */
const STATES = /^(25006|25P03|25P04|55006|55P03|55P04)$/;

/** Of sockets and of names: what node says before PostgreSQL can say anything. */
const NETWORK = /^(ECONN|EPIPE$|ETIMEDOUT$|EHOST|ENET|EADDRNOTAVAIL$|ENOTFOUND$|EAI_)/;

/** Of the driver, which gives these no code. */
const DRIVER =
  /timeout exceeded when trying to connect|Connection terminated|Driver not Connected|is not queryable|^SASL|does not support SSL connections/;

interface DriverError {
  code?: unknown;
  severity?: unknown;
  message?: unknown;
}

export function isDatabaseAway(thrown: unknown): boolean {
  if (thrown instanceof SessionUnusableError) return true;
  const outer = thrown as (DriverError & { driverError?: DriverError }) | null;
  const { code, severity, message } = outer?.driverError ?? outer ?? {};
  if (typeof code === 'string' && isSqlState(code))
    return severity === 'FATAL' || severity === 'PANIC' || STATES.test(code) || !STATEMENT_CLASSES.test(code);
  if (typeof code === 'string' && NETWORK.test(code)) return true;
  return typeof message === 'string' && DRIVER.test(message);
}

/** Five capitals and digits; the error names of the system (EPIPE) have no digit. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}
