/** Dated versions: code speaks the newest one, and each change knows how to speak to a client of the day before it. */
import { Problem } from '#platform/problems';

type Json = Record<string, unknown>;

/** What became different on a date, for one operation. */
export interface VersionChange {
  /** E.g. `GET /v1/projects/:project_id`. */
  operation: string;
  /** A body as clients sent it before → as it is wanted since. */
  upgradeRequest?(body: Json): Json;
  /** An answer as it is since → as clients got it before. */
  downgradeAnswer?(body: Json): Json;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class ApiVersions {
  private readonly dates: string[];
  private readonly changes = new Map<string, VersionChange[]>();

  constructor(first: string) {
    this.dates = [first];
  }

  /** @param date later than every one before */
  introduce(date: string, changes: readonly VersionChange[]): void {
    if (!DATE.test(date) || date <= this.latest())
      throw new Error(`version ${date} must be a date after ${this.latest()}`);
    this.dates.push(date);
    this.changes.set(date, [...changes]);
  }

  latest(): string {
    return this.dates.at(-1)!;
  }

  /** The newest version of that day; the first one for what is older than all. */
  inForceAt(moment: Date): string {
    const day = moment.toISOString().slice(0, 10);
    return this.dates.findLast((date) => date <= day) ?? this.dates[0]!;
  }

  /** @param asked the header @param pinned the version that the credential was made under */
  resolve(asked: string | string[] | undefined, pinned: string | null): string {
    const wanted = asked ?? pinned ?? this.latest();
    if (typeof wanted === 'string' && this.dates.includes(wanted)) return wanted;
    throw new Problem('invalid', 'invalid_api_version', 'There is no such API version; versions are exact dates.', {
      field: 'X-API-Version',
      details: { supported: [...this.dates] },
    });
  }

  upgradeRequest(operation: string, version: string, body: unknown): unknown {
    return this.since(operation, version).reduce(
      (now, change) => (isObject(now) ? (change.upgradeRequest?.(now) ?? now) : now),
      body,
    );
  }

  downgradeAnswer(operation: string, version: string, body: unknown): unknown {
    const newestFirst = this.since(operation, version).reverse();
    return newestFirst.reduce((now, change) => (isObject(now) ? (change.downgradeAnswer?.(now) ?? now) : now), body);
  }

  /** The changes that a client of `version` does not know, oldest first. */
  private since(operation: string, version: string): VersionChange[] {
    if (version === this.latest()) return [];
    const later = this.dates.filter((date) => date > version);
    return later.flatMap((date) => (this.changes.get(date) ?? []).filter((change) => change.operation === operation));
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
