/**
 * The palms in memory, following the palms at rest. Changes carry the transaction that made them; reading from the
 * oldest transaction that was still under way at the last look, again and again, misses none, whatever the order of commits.
 */
import { Injectable, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { GalleryFullError, type JobOptions, PalmGallery, type SearchAnswer } from '#gallery';
import { ENGINE_VERSION, type Hand } from '#palm';
import { Database, type Tx } from '#platform/database';
import { Retention } from '#platform/retention';
import type { Logger } from '#platform/logging';
import { Notifications } from '#platform/notifications';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { GalleryGaps } from './gallery-gaps.js';
import type { GapCause } from './gallery-gaps.types.js';
import { galleryFull, galleryIncomplete, matcherProblem } from './palms.errors.js';
import type { GalleryState } from './gallery.view.js';
import type { MemberKey, Template } from './template.entity.js';
import { TemplateCipher } from './template-cipher.js';

const SWEEP_MS = 1_000;
const RETRY_MS = 100;
const LOAD_BATCH = 5_000;
/** What was written here is committed by then, or never. */
const COMMITTED_WITHIN_MS = 5_000;
/** No gateway is away from its database longer than this without a restart. */
const CHANGES_KEPT_MS = 7 * 86_400_000;

/** Changes committed after this mark may be unknown to a search that started at it. */
export type GalleryMark = string & { readonly mark: unique symbol };

type StoredPalm = Template & { wrapped: Buffer; projectKeyVersion: number };

const PALM_COLUMNS = `t.template_id AS "templateId", t.organization_id AS "organizationId", t.project_id AS "projectId",
  t.member_id AS "memberId", t.hand, t.engine_version AS "engineVersion", t.sealed, k.wrapped, k.project_key_version AS "projectKeyVersion"`;

/** Read once from end to end: without statistics of a young database, pages of it would each sort all of it. */
const EVERY_PALM = `SELECT ${PALM_COLUMNS} FROM templates t JOIN member_keys k ON k.member_id = t.member_id
  JOIN projects p ON p.project_id = t.project_id WHERE t.engine_version = $1 AND p.deleted_at IS NULL`;

@Injectable()
export class LiveGallery extends Periodic implements OnApplicationShutdown {
  private low = '0';
  private readonly expected = new Set<string>();
  private readonly gaps = new GalleryGaps();

  constructor(
    private readonly gallery: PalmGallery,
    private readonly database: Database,
    private readonly cipher: TemplateCipher,
    private readonly notifications: Notifications,
    @Inject(LOGGER) private readonly logger: Logger,
    retention: Retention,
  ) {
    super({ name: 'follow the gallery of the database', intervalMs: SWEEP_MS, retryMs: RETRY_MS, logger });
    retention.register({
      reason: 'old gallery changes',
      table: 'gallery_changes',
      key: 'change_id',
      where: 'created_at < $1',
      retentionMs: CHANGES_KEPT_MS,
    });
  }

  override async onApplicationBootstrap(): Promise<void> {
    await this.load();
    this.notifications.subscribe('gallery', () => this.wake());
    this.notifications.onReconnect(() => this.wake());
    await super.onApplicationBootstrap();
  }

  /** Requests that are still under way may ask until the last is answered. */
  override async beforeApplicationShutdown(): Promise<void> {}

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Everything committed before this mark is in memory here. */
  mark(): GalleryMark {
    return this.low as GalleryMark;
  }

  /** A palm that this process is writing: who has heard that it is enrolled finds it here, whenever the notice comes. */
  expect(templateId: string): void {
    this.expected.add(templateId);
    setTimeout(() => this.expected.delete(templateId), COMMITTED_WITHIN_MS).unref();
  }

  /** Out of this process's memory now; the others follow by notice. */
  evict(memberId: string): void {
    this.gallery.removeOwner(memberId);
  }

  /**
   * Before a palm is enrolled.
   * @throws Problem 503 `gallery_full`
   */
  requireSpace(templates: number): void {
    if (this.gallery.space - this.stillExpected() < templates) throw galleryFull();
  }

  /** @throws Problem 503 `gallery_incomplete` when palms of the project found no space in memory */
  requireComplete(projectId: string): void {
    if (this.gaps.of(projectId, 'full').size > 0) throw galleryIncomplete();
  }

  /**
   * Before a search answers that a palm is not on file.
   * @param besides a member whose own palms do not matter
   * @throws Problem 503 `gallery_incomplete` when a member of the project has a palm of which no sample can be read
   */
  requireReadable(projectId: string, besides?: string): void {
    for (const { memberId, hand } of this.gaps.of(projectId, 'unreadable').values())
      if (memberId !== besides && !this.gallery.holds({ project: projectId, hand }, memberId))
        throw galleryIncomplete();
  }

  /** What of a project is in memory. */
  stateOf(projectId: string): GalleryState {
    const unreadable = this.gaps.of(projectId, 'unreadable').size;
    const missing = this.gaps.of(projectId, 'full').size;
    return { templates: this.gallery.templatesOf(projectId), unreadable, complete: unreadable + missing === 0 };
  }

  /** Templates that are not in memory, for the whole gateway. */
  gapCount(cause: GapCause): number {
    return this.gaps.count(cause);
  }

  /** @throws Problem 503 `gallery_incomplete`, `overloaded` */
  async search(
    probe: { roi: Uint8Array } | { template: Uint8Array },
    where: { projectId: string; hands: readonly Hand[] },
    limits?: JobOptions,
  ): Promise<SearchAnswer> {
    const { projectId: project, hands } = where;
    if (this.stillExpected() > 0) await this.follow();
    this.requireComplete(project);
    return this.gallery.search(probe, { project, hands }, limits).catch(matcherProblem);
  }

  /**
   * Palms of the project that were added since the mark, read from the database because they may not be in memory yet.
   * @returns template codes with their owners, for the hands named
   */
  async addedSince(
    tx: Tx,
    projectId: string,
    mark: GalleryMark,
  ): Promise<{ memberId: string; hand: Hand; code: Uint8Array }[]> {
    const rows = await tx.query<StoredPalm[]>(
      `SELECT ${PALM_COLUMNS} FROM gallery_changes c
       JOIN templates t ON t.template_id = c.template_id JOIN member_keys k ON k.member_id = t.member_id
       WHERE c.project_id = $1 AND c.kind = 'added' AND c.xid >= $2::xid8 AND t.engine_version = $3`,
      [projectId, mark, ENGINE_VERSION],
    );
    const codes = await Promise.all(rows.map((row) => this.open(row, new Map())));
    return rows.map(({ memberId, hand }, i) => ({ memberId, hand, code: codes[i]! }));
  }

  /** Catches up now: after this, what was committed before is in memory. Calls that come meanwhile share one more look. */
  follow(): Promise<void> {
    return this.runNow();
  }

  loaded(): boolean {
    return this.low !== '0';
  }

  stats() {
    return this.gallery.stats();
  }

  private async load(): Promise<void> {
    const [row] = await this.database.systemQuery<{ low: string }>(
      'load the gallery',
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS low',
    );
    await this.database.systemTransaction('load the gallery', async (tx) => {
      await tx.query(`DECLARE palms NO SCROLL CURSOR FOR ${EVERY_PALM}`, [ENGINE_VERSION]);
      const next = () => tx.query<StoredPalm[]>(`FETCH ${LOAD_BATCH} FROM palms`);
      for (let rows = await next(); rows.length > 0;) {
        const coming = next(); // read while these are opened
        await this.appendAll(rows);
        rows = await coming;
      }
    });
    this.low = row!.low;
    await this.reportOlder();
  }

  /** Codes of two engine versions cannot be compared: older templates are kept, not searched, and not forgotten about. */
  private async reportOlder(): Promise<void> {
    const older = await this.database.systemQuery<{ engineVersion: number; templates: string }>(
      'templates of older engines',
      `SELECT engine_version AS "engineVersion", count(*) AS templates FROM templates WHERE engine_version <> $1 GROUP BY 1`,
      [ENGINE_VERSION],
    );
    for (const { engineVersion, templates } of older)
      this.logger.warn(
        { engine_version: engineVersion, templates: Number(templates) },
        'templates of another engine version are not searched: their people must be enrolled anew',
      );
  }

  protected override async run(): Promise<void> {
    const changes = await this.database.systemQuery<{ templateId: string; kind: string; low: string }>(
      'follow the gallery',
      `SELECT c.template_id AS "templateId", c.kind, s.low FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS low) s
       LEFT JOIN gallery_changes c ON c.xid >= $1::xid8 ORDER BY c.change_id`,
      [this.low],
    );
    const removed = changes.filter((change) => change.kind === 'removed').map((change) => change.templateId);
    for (const templateId of removed) {
      this.gallery.remove(templateId);
      this.gaps.forget(templateId);
    }
    const gone = new Set(removed);
    const added = changes
      .filter(
        (change) => change.kind === 'added' && !gone.has(change.templateId) && !this.gallery.has(change.templateId),
      )
      .map((change) => change.templateId);
    if (added.length > 0) await this.fetch(added);
    await this.fillGaps();
    this.low = changes[0]!.low;
  }

  /** Palms that this process wrote and has not read yet. */
  private stillExpected(): number {
    for (const templateId of this.expected) if (this.gallery.has(templateId)) this.expected.delete(templateId);
    return this.expected.size;
  }

  /** Space that was freed takes templates that found none before. */
  private async fillGaps(): Promise<void> {
    const waiting = this.gallery.space > 0 ? this.gaps.some('full', Math.min(LOAD_BATCH, this.gallery.space)) : [];
    if (waiting.length === 0) return;
    for (const templateId of waiting) this.gaps.forget(templateId);
    await this.fetch(waiting);
  }

  private async fetch(templateIds: string[]): Promise<void> {
    const rows = await this.database.systemQuery<StoredPalm>(
      'follow the gallery',
      `SELECT ${PALM_COLUMNS} FROM templates t JOIN member_keys k ON k.member_id = t.member_id
       WHERE t.template_id = ANY ($1::uuid[]) AND t.engine_version = $2`,
      [templateIds, ENGINE_VERSION],
    );
    await this.appendAll(rows);
  }

  /** A member's samples lie near each other and share a key, which is opened once. */
  private async appendAll(palms: StoredPalm[]): Promise<void> {
    const keys = new Map<string, Buffer>();
    for (const palm of palms) await this.append(palm, keys);
  }

  private async append(palm: StoredPalm, keys: Map<string, Buffer>): Promise<void> {
    try {
      const segment = { project: palm.projectId, hand: palm.hand, engineVersion: palm.engineVersion };
      this.gallery.append(segment, { template: palm.templateId, owner: palm.memberId }, await this.open(palm, keys));
    } catch (error) {
      const cause = error instanceof GalleryFullError ? 'full' : 'unreadable';
      this.noteGap(palm, cause, error);
    }
  }

  /** One palm that cannot be loaded hides no other; it is counted, and its project answers that it cannot say. */
  private noteGap({ templateId, projectId, memberId, hand }: StoredPalm, cause: GapCause, error: unknown): void {
    const isFirst = this.gaps.count(cause) === 0;
    this.gaps.note({ templateId, projectId, memberId, hand }, cause);
    if (cause === 'unreadable') this.logger.error({ err: error, template_id: templateId }, 'a template cannot be read');
    else if (isFirst) this.logger.error({ err: error }, 'the gallery is full: raise THENAR_MAX_TEMPLATES');
  }

  private async open(palm: StoredPalm, keys: Map<string, Buffer>): Promise<Buffer> {
    const key = keys.get(palm.memberId) ?? (await this.cipher.openMemberKey(palm as unknown as MemberKey));
    keys.set(palm.memberId, key);
    return this.cipher.openTemplate(key, palm);
  }
}
