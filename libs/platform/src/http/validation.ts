/** What may come in: DTO classes checked field by field; what no DTO names is refused. */
import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  SetMetadata,
  ValidationPipe,
  type ValidationError,
} from '@nestjs/common';
import { Problem, problem } from '#platform/problems';
import { MalformedItem } from './json-items.js';
import { FORBIDDEN_KEYS } from './strict-json.js';

interface FieldRefusal {
  field: string;
  message: string;
}

/** PostgreSQL keeps no such text; the body's parser refuses it as well. */
const hasNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\u0000') : Array.isArray(value) && value.some(hasNul);

const IGNORES_UNKNOWN_FIELDS = Symbol('ignores unknown fields');

/** For what terminals send: a newer app may say more than this gateway knows. */
export const IgnoresUnknownFields = (): ClassDecorator => SetMetadata(IGNORES_UNKNOWN_FIELDS, true);

const pipeOf = (forbidNonWhitelisted: boolean) =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted,
    forbidUnknownValues: true,
    transformOptions: { exposeDefaultValues: true },
    validationError: { target: false, value: true }, // only to find what is missing; never shown
    exceptionFactory: (errors) => refusalOf(errors),
  });

/** The one pipe of HTTP. A value that has no DTO (an id in the path) passes through. */
@Injectable()
export class ShapePipe implements PipeTransform {
  private readonly strict = pipeOf(true);
  private readonly lenient = pipeOf(false);

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param' && hasNul(value)) throw problem.notFound();
    if (metadata.type !== 'body' && metadata.type !== 'query') return value;
    const pipe = this.pipeFor(metadata);
    if (value === undefined) return pipe.transform({}, metadata); // nothing was sent: every field is absent
    if (value instanceof MalformedItem) throw problem.invalid('body', value.message);
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw problem.invalid('body', 'The body must be a JSON object.');
    if (metadata.type === 'query') refuseWhatNoFieldTakes(value as object);
    return pipe.transform(metadata.type === 'query' ? { ...(value as object) } : value, metadata);
  }

  /** One entry of a list whose entries are judged one by one. @throws Problem `validation_error` */
  item<Dto extends object>(value: unknown, dto: new () => Dto): Promise<Dto> {
    return this.transform(value, { type: 'body', metatype: dto }) as Promise<Dto>;
  }

  private pipeFor({ metatype }: ArgumentMetadata): ValidationPipe {
    const ignores = metatype !== undefined && Reflect.getMetadata(IGNORES_UNKNOWN_FIELDS, metatype) === true;
    return ignores ? this.lenient : this.strict;
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
