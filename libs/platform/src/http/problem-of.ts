/** Whatever was thrown → a Problem that a client may see; what we did not foresee becomes `internal` without a word of it. */
// eslint-disable-next-line no-restricted-syntax -- here the framework's own refusals become ours
import { HttpException } from '@nestjs/common';
import { isDatabaseAway } from '#platform/database';
import { Problem, problem } from '#platform/problems';

const bodyTooLarge = () => new Problem('too-large', 'body_too_large', 'The body is larger than this route takes.');
const unsupported = () => new Problem('unsupported', 'unsupported_media_type', 'Send application/json.');
const unreadable = () => new Problem('invalid', 'bad_request', 'The request cannot be read.');

const FRAMEWORK: Record<string, () => Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: bodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: unsupported,
  FST_ERR_CTP_EMPTY_TYPE: unsupported,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('invalid', 'bad_request', 'The body does not have the length it announced.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Problem('invalid', 'malformed_json', 'The body is empty.'),
  FST_ERR_BAD_URL: problem.notFound,
  FST_ERR_MAX_PARAM_LENGTH: () => new Problem('uri-too-long', 'uri_too_long', 'The address is too long.'),
};

/** @returns the problem, and whether it was foreseen (an unforeseen one belongs into the log with its stack) */
export function problemOf(thrown: unknown): { problem: Problem; foreseen: boolean } {
  if (thrown instanceof Problem) return { problem: thrown, foreseen: true };
  const code = (thrown as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? FRAMEWORK[code] : undefined;
  if (known) return { problem: known(), foreseen: true };
  if (thrown instanceof HttpException) return { problem: ofHttpException(thrown), foreseen: true };
  if (isDatabaseAway(thrown))
    return { problem: problem.unavailable('The database cannot answer right now; try again.'), foreseen: true };
  if (isStorageAway(thrown))
    return { problem: problem.unavailable('The gateway cannot store anything right now; try again.'), foreseen: false };
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return { problem: unreadable(), foreseen: true };
  return {
    problem: new Problem('internal', 'internal', 'Something went wrong here; the request id helps us find it.'),
    foreseen: false,
  };
}

function ofHttpException(exception: HttpException): Problem {
  switch (exception.getStatus()) {
    case 404:
      return problem.notFound();
    case 413:
      return bodyTooLarge();
    case 415:
      return unsupported();
    case 503:
      return problem.unavailable('Not available right now; try again.');
    default:
      return unreadable();
  }
}

/** A full or read-only disk, or no file handle left: it is said to the operator (unforeseen: logged) and passes. */
function isStorageAway(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(ENOSPC|EDQUOT|EROFS|EIO|EMFILE|ENFILE)$/.test(code);
}
