/** Errors of the rules module. */
import { Problem } from '#platform/problems';

export const MAX_RULES = 500;

export const ruleLimitReached = () =>
  new Problem('conflict', 'rule_limit_reached', `A project has at most ${MAX_RULES} rules.`, {
    details: { limit: MAX_RULES },
  });
export const strangeCursor = () =>
  new Problem('invalid', 'validation_error', 'cursor is not one of this list.', { field: 'cursor' });
export const cursorExcludesPage = () =>
  new Problem('invalid', 'validation_error', 'cursor excludes page.', { field: 'cursor' });
export const tooManyBacktests = () =>
  new Problem('exhausted', 'backtest_busy', 'Other backtests are under way; try again.', {
    details: { retry_after_s: 5 },
  });

/** @param faults with JSON pointers into the body, at least one */
export const badRule = (faults: { field: string; message: string }[]) =>
  new Problem('invalid', 'validation_error', faults[0]!.message, { field: faults[0]!.field, details: faults });
export const backtestCancelled = () => new Problem('timeout', 'backtest_cancelled', 'Nobody waited for the answer.');
export const backtestTooLong = () =>
  new Problem('unavailable', 'backtest_too_long', 'It takes too long; ask for fewer days.');
export const unreadableRule = () =>
  new Problem('conflict', 'rule_unreadable', 'This rule cannot be asked; write its conditions anew.');
