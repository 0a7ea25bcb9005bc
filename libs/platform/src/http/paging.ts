/** Pages of a list: by number near the front, by cursor anywhere; the order is (time, id), newest first. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { ObjectLiteral, QueryRunner, SelectQueryBuilder } from 'typeorm';
import { Problem } from '#platform/problems';
import { QueryInteger } from './fields.js';

export const MAX_ROW = 100_000;
const MAX_COUNTED = MAX_ROW + 1;
export const UNPAGED_LIMIT = 10_000;

export interface PageQuery {
  page?: number;
  per_page?: number;
  cursor?: string;
}

/** The query fields of a paged list. @param perPage range of `per_page` */
export function pageQuery(perPage: [min: number, max: number] = [10, 100]): new () => PageQuery {
  class Paged implements PageQuery {
    @QueryInteger(1, 1_000_000_000, 'Page number, from 1.')
    page?: number;

    @QueryInteger(perPage[0], perPage[1], 'Rows a page; default 20.')
    per_page?: number;

    @ApiPropertyOptional({ description: '`next_cursor` of the page before; excludes `page`.' })
    @IsOptional()
    @IsString()
    @MaxLength(200)
    cursor?: string;
  }
  return Paged;
}

export interface PageOf<T> {
  data: T[];
  page: number | null;
  per_page: number;
  total: number;
  total_capped?: true;
  has_more: boolean;
  next_cursor: string | null;
}

export interface PageOptions<T> {
  /** Names the list inside the cursor: one list's cursor opens no other. */
  list: string;
  /** Column expressions that order the list, e.g. `device.created_at` and `device.device_id`. */
  time: string;
  id: string;
  positionOf(row: T): { time: Date; id: string };
  /** True for lists that answer everything when no paging field is given. */
  unpaged?: boolean;
}

export interface CutOptions<T> extends Pick<PageOptions<T>, 'list' | 'positionOf'> {
  oldestFirst?: boolean;
}

/** A walk by cursor through more rows than are counted: what was counted when it began, and under which filters. */
interface CursorState {
  counted: number;
  filters: string;
}

/** Where a page begins: behind this row. */
interface Place {
  time: Date;
  id: string;
}

type PageOrder<T> = Pick<PageOptions<T>, 'time' | 'id'>;

const inOrder = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, { time, id }: PageOrder<T>) =>
  query.clone().orderBy(time, 'DESC').addOrderBy(id, 'DESC');

const behind = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, place: Place, { time, id }: PageOrder<T>) =>
  query.clone().andWhere(`(${time}, ${id}) < (:placeTime, :placeId)`, { placeTime: place.time, placeId: place.id });

/** Which rows are asked for; everything, where the list allows it and nothing else is said. */
function window(wanted: PageQuery, unpaged: boolean): { page: number; perPage: number } {
  const everything =
    unpaged && wanted.page === undefined && wanted.per_page === undefined && wanted.cursor === undefined;
  const perPage = everything ? UNPAGED_LIMIT : (wanted.per_page ?? 20);
  const page = wanted.page ?? 1;
  if (wanted.cursor !== undefined && wanted.page !== undefined)
    throw new Problem('invalid', 'validation_error', 'cursor excludes page.', { field: 'cursor' });
  if (page * perPage > MAX_ROW)
    throw new Problem('invalid', 'page_too_deep', 'Go on with next_cursor instead of page.');
  return { page, perPage };
}

/** Seals cursors, so that a made-up one is refused instead of read. */
export class Pager {
  constructor(private readonly key: Buffer) {}

  /** @param query selects and filters the rows; ordering and limits are added here */
  async page<T extends ObjectLiteral>(
    query: SelectQueryBuilder<T>,
    wanted: PageQuery,
    options: PageOptions<T>,
  ): Promise<PageOf<T>> {
    const { page, perPage } = window(wanted, options.unpaged ?? false);
    const after = wanted.cursor === undefined ? null : this.open(options.list, wanted.cursor);
    const filters = this.filtersOf(options.list, wanted);
    const skipped = after === null ? (page - 1) * perPage : 0;
    const place = after ?? (skipped > 0 ? await this.placeOf(query, skipped, options) : null);
    const isPastTheEnd = skipped > 0 && place === null;
    const rows = place === null ? query : behind(query, place, options);
    // a walk through more than can be counted begins with a count, and does not repeat it for every page; a total that is
    // what is reported as exact is always counted
    const counted =
      after?.walk?.filters === filters
        ? after.walk.counted
        : after !== null || isPastTheEnd
          ? await this.count(query, MAX_COUNTED)
          : skipped + (await this.count(rows, MAX_COUNTED - skipped));
    const walk = counted > MAX_ROW ? { counted, filters } : undefined;
    const found = isPastTheEnd
      ? []
      : await inOrder(rows, options)
          .limit(perPage + 1)
          .getMany();
    const data = found.slice(0, perPage);
    const hasMore = found.length > perPage;
    return {
      data,
      page: wanted.cursor === undefined ? page : null,
      per_page: perPage,
      total: Math.min(counted, MAX_ROW),
      ...(counted > MAX_ROW ? { total_capped: true as const } : {}),
      has_more: hasMore,
      next_cursor: hasMore ? this.seal(options.list, options.positionOf(data.at(-1)!), walk) : null,
    };
  }

  /**
   * One page of rows that are all in hand, for lists that are short by nature.
   * @param rows newest first, ties by id; or oldest first where the options say so
   */
  cut<T>(rows: readonly T[], wanted: PageQuery, options: CutOptions<T>): PageOf<T> {
    const { page, perPage } = window(wanted, true);
    const start = wanted.cursor === undefined ? (page - 1) * perPage : this.positionAfter(rows, wanted.cursor, options);
    const data = rows.slice(start, start + perPage);
    const hasMore = start + perPage < rows.length;
    return {
      data,
      page: wanted.cursor === undefined ? page : null,
      per_page: perPage,
      total: rows.length,
      has_more: hasMore,
      next_cursor: hasMore ? this.seal(options.list, options.positionOf(data.at(-1)!)) : null,
    };
  }

  private positionAfter<T>(rows: readonly T[], cursor: string, options: CutOptions<T>): number {
    const after = this.open(options.list, cursor);
    const sign = options.oldestFirst ? 1 : -1;
    const next = rows.findIndex((row) => {
      const { time, id } = options.positionOf(row);
      const later = time.getTime() - after.time.getTime() || (id > after.id ? 1 : id < after.id ? -1 : 0);
      return later * sign > 0;
    });
    return next < 0 ? rows.length : next;
  }

  /**
   * The last row before a page by number: found in the index alone, where its rows were read only to be skipped, and
   * they need not be counted again.
   * @returns null when the list is shorter
   */
  private async placeOf<T extends ObjectLiteral>(
    query: SelectQueryBuilder<T>,
    skipped: number,
    options: PageOptions<T>,
  ): Promise<Place | null> {
    const bare = query.clone().select(options.time, 'time').addSelect(options.id, 'id');
    const place = await inOrder(bare, options)
      .offset(skipped - 1)
      .limit(1)
      .getRawOne<Place>();
    return place ?? null;
  }

  private async count<T extends ObjectLiteral>(query: SelectQueryBuilder<T>, limit: number): Promise<number> {
    const inner = query.clone().select('1').orderBy().limit(limit);
    const [sql, parameters] = inner.getQueryAndParameters();
    const [row] = await this.runnerOf(query).query(`SELECT count(*) AS n FROM (${sql}) rows`, parameters);
    return Number(row!.n);
  }

  /** The transaction that the query was built in: row-level security holds for the count as for the rows. */
  private runnerOf<T extends ObjectLiteral>(query: SelectQueryBuilder<T>): Pick<QueryRunner, 'query'> {
    const { queryRunner } = query as unknown as { queryRunner?: QueryRunner };
    if (!queryRunner) throw new Error('A list must be read inside a transaction.');
    return queryRunner;
  }

  /** One word for all that narrows a list down: a cursor may be taken along to other filters. */
  private filtersOf(list: string, wanted: PageQuery): string {
    const { page: _, per_page: __, cursor: ___, ...filters } = wanted;
    return this.mac(list, JSON.stringify(Object.entries(filters).sort())).toString('base64url');
  }

  private seal(list: string, position: { time: Date; id: string }, walk?: CursorState): string {
    const text = [position.time.getTime(), position.id, ...(walk ? [walk.counted, walk.filters] : [])].join('.');
    return Buffer.concat([this.mac(list, text), Buffer.from(text)]).toString('base64url');
  }

  private open(list: string, cursor: string): { time: Date; id: string; walk?: CursorState } {
    const bytes = Buffer.from(cursor, 'base64url');
    const text = bytes.subarray(8).toString();
    const [time, id = '', counted, filters] = text.split('.');
    const genuine =
      bytes.length > 8 &&
      id !== '' &&
      bytes.toString('base64url') === cursor &&
      timingSafeEqual(bytes.subarray(0, 8), this.mac(list, text));
    if (!genuine)
      throw new Problem('invalid', 'validation_error', 'cursor is not one of this list.', { field: 'cursor' });
    const walk = filters === undefined ? undefined : { counted: Number(counted), filters };
    return { time: new Date(Number(time)), id, walk };
  }

  private mac(list: string, text: string): Buffer {
    return createHmac('sha256', this.key).update(`${list}\n${text}`).digest().subarray(0, 8);
  }
}
