/** Which rule of the schema a failed statement broke. */

/** True when `error` is a unique violation (SQLSTATE 23505) of that constraint or index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const driver = (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError;
  return driver?.code === '23505' && (constraint === undefined || driver.constraint === constraint);
}

/** True when a lock was not to be had in time (55P03) or a circle of waiters was broken (40P01): trying again makes sense. */
function isLockTimeout(error: unknown): boolean {
  const code = (error as { driverError?: { code?: string } } | null)?.driverError?.code;
  return code === '55P03' || code === '40P01';
}

const MAX_TRIES = 10;

/** Tries again when a lock was not to be had: `work` is a whole transaction, so nothing of a failed try is left. */
export async function retryOnLockTimeout<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MAX_TRIES || !isLockTimeout(error)) throw error;
    }
  }
}
