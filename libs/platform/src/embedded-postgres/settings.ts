/** How the embedded server is set: for one machine, loopback only, and with nobody's data in its log. */
export interface ServerSettings {
  data: string;
  port: number;
  maxConnections: number;
  /** false trades everything a crash would lose for speed: only for tests */
  durable: boolean;
}

/** Arguments of `postgres`; these win over postgresql.conf and ALTER SYSTEM. */
export function serverArguments(settings: ServerSettings): string[] {
  const named: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: settings.maxConnections,
    shared_buffers: '128MB',
    log_destination: 'stderr',
    logging_collector: 'off',
    wal_recycle: 'off', // a recycled segment keeps the bytes of what was deleted since
    ...QUIET,
    ...(settings.durable ? {} : FORGETFUL),
  };
  const options = Object.entries(named).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', settings.data, '-p', String(settings.port), ...options];
}

/**
 * Errors of statements quote values, DETAIL and STATEMENT quote rows and texts, printed plans the values they were made for;
 * the gateway gets its errors anyway.
 */
const QUIET = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_min_duration_sample: -1,
  log_transaction_sample_rate: 0,
  log_duration: 'off',
  debug_print_parse: 'off',
  debug_print_rewritten: 'off',
  debug_print_plan: 'off',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
};

const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
