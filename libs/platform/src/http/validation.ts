/** What may come in: DTO classes checked field by field; what no DTO names is refused. */
import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  ValidationPipe,
  type ValidationError,
} from '@nestjs/common';
import { Problem } from '#platform/problems';
import { FORBIDDEN_KEYS } from './strict-json.js';

interface FieldRefusal {
  field: string;
  message: string;
}

/** The one pipe of HTTP. A value that has no DTO (an id in the path) passes through. */
@Injectable()
export class ShapePipe implements PipeTransform {
  private readonly inner = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transformOptions: { exposeDefaultValues: true },
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => refusalOf(errors),
  });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body' && metadata.type !== 'query') return value;
    if (value === undefined) return this.inner.transform({}, metadata); // nothing was sent: every field is absent
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw new Problem('invalid', 'validation_error', 'The body must be a JSON object.', {
        field: 'body',
        details: [],
      });
    if (metadata.type === 'query') refuseForbiddenNames(value as object);
    return this.inner.transform(metadata.type === 'query' ? { ...(value as object) } : value, metadata);
  }
}

/** class-transformer drops these silently; the body's parser has refused them already. */
function refuseForbiddenNames(query: object): void {
  const name = Object.keys(query).find((key) => FORBIDDEN_KEYS.has(key));
  if (name === undefined) return;
  const message = 'There is no such field.';
  throw new Problem('invalid', 'validation_error', message, { field: name, details: [{ field: name, message }] });
}

export function refusalOf(errors: ValidationError[]): Problem {
  const details = errors.flatMap((error) => flatten(error, ''));
  const first = details[0] ?? { field: 'body', message: 'The input is not valid.' };
  return new Problem('invalid', 'validation_error', first.message, { field: first.field, details });
}

function flatten(error: ValidationError, path: string): FieldRefusal[] {
  const field = (path ? `${path}.${error.property}` : error.property).slice(0, 200);
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? 'There is no such field.' : message.slice(0, 300),
  }));
  return [...own.slice(0, 1), ...(error.children ?? []).flatMap((child) => flatten(child, field))].slice(0, 50);
}
