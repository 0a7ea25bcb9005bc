/** What may come in: DTO classes checked field by field; what no DTO names is refused. */
import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  ValidationPipe,
  type ValidationError,
} from '@nestjs/common';
import { Problem, problem } from '#platform/problems';
import { FORBIDDEN_KEYS } from './strict-json.js';

interface FieldRefusal {
  field: string;
  message: string;
}

/** PostgreSQL keeps no such text; the body's parser refuses it as well. */
const hasNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\u0000') : Array.isArray(value) && value.some(hasNul);

/** The one pipe of HTTP. A value that has no DTO (an id in the path) passes through. */
@Injectable()
export class ShapePipe implements PipeTransform {
  private readonly inner = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transformOptions: { exposeDefaultValues: true },
    validationError: { target: false, value: true }, // only to tell what is missing; never shown
    exceptionFactory: (errors) => refusalOf(errors),
  });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param' && hasNul(value)) throw problem.notFound();
    if (metadata.type !== 'body' && metadata.type !== 'query') return value;
    if (value === undefined) return this.inner.transform({}, metadata); // nothing was sent: every field is absent
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw problem.invalid('body', 'The body must be a JSON object.');
    if (metadata.type === 'query') refuseWhatNoFieldTakes(value as object);
    return this.inner.transform(metadata.type === 'query' ? { ...(value as object) } : value, metadata);
  }
}

/** In a body the parser has refused it already. class-transformer would drop such a name silently. */
function refuseWhatNoFieldTakes(query: object): void {
  for (const [name, value] of Object.entries(query)) {
    if (FORBIDDEN_KEYS.has(name)) throw problem.invalid(name, 'There is no such field.');
    if (hasNul(value)) throw problem.invalid(name.slice(0, 200), 'A text holds no NUL character.');
  }
}

export function refusalOf(errors: ValidationError[]): Problem {
  const details = errors.flatMap((error) => flatten(error, ''));
  const first = details[0] ?? { field: 'body', message: 'The input is not valid.' };
  return new Problem('invalid', 'validation_error', first.message, { field: first.field, details });
}

function flatten(error: ValidationError, path: string): FieldRefusal[] {
  const field = (path ? `${path}.${error.property}` : error.property).slice(0, 200);
  const missing = error.value === undefined;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message:
      rule === 'whitelistValidation'
        ? 'There is no such field.'
        : missing
          ? `${field} is required`
          : message.slice(0, 300),
  }));
  return [...own.slice(0, 1), ...(error.children ?? []).flatMap((child) => flatten(child, field))].slice(0, 50);
}
