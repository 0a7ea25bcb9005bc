/** Sites: where devices stand. A device has at most one; a site that is deleted leaves its devices without. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { EditableFields, etagOfState, Pager, type PageOf, requireMatch } from '#platform/http';
import type { WithAnswer } from '#platform/idempotency';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import { Audit } from '../audit/audit.service.js';
import type { KeyPrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { Site } from './site.entity.js';
import type { CreateSite, ListSites, PatchSite } from './sites.dto.js';

export type CountedSite = Site & { deviceCount: number };
type Editor = UserPrincipal | KeyPrincipal;

/** Changes with every edit. */
/** What may be edited: the update and the ETag follow this list. */
const EDITABLE = new EditableFields<PatchSite, Site>([
  ['name', 'name'],
  ['address', 'address'],
  ['country', 'country'],
  ['latitude', 'latitude'],
  ['longitude', 'longitude'],
  ['time_zone', 'timeZone'],
]);

export const siteTag = (site: Site): string => etagOfState([site.siteId, ...EDITABLE.state(site)]);

@Injectable()
export class SitesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly pager: Pager,
    private readonly audit: Audit,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListSites): Promise<PageOf<CountedSite>> {
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const query = tx.createQueryBuilder(Site, 's').where('s.projectId = :projectId', { projectId });
      if (wanted.q) query.andWhere('s.name ILIKE :q', { q: `%${wanted.q.replace(/[\\%_]/g, '\\$&')}%` });
      const page = await this.pager.page(query, wanted, {
        list: `sites of ${projectId}`,
        time: 's.createdAt',
        id: 's.siteId',
        positionOf: (site) => ({ time: site.createdAt, id: site.siteId }),
      });
      return { ...page, data: await this.counted(tx, page.data) };
    });
  }

  get(caller: Principal, siteId: string): Promise<CountedSite> {
    return this.database.readOnly(caller, async (tx) => {
      const [site] = await this.counted(tx, [await this.reach(tx, caller, siteId, 'read')]);
      return site!;
    });
  }

  create(caller: WithAnswer<Editor, CountedSite>, projectId: string, input: CreateSite): Promise<CountedSite> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
        const now = this.clock.now();
        const { organizationId } = project;
        const site: Site = {
          siteId: newId(now.getTime()),
          organizationId,
          projectId,
          name: input.name,
          address: input.address ?? null,
          country: input.country ?? null,
          latitude: input.latitude ?? null,
          longitude: input.longitude ?? null,
          timeZone: input.time_zone ?? null,
          createdAt: now,
          updatedAt: now,
        };
        await tx.insert(Site, site);
        await this.audit.record(tx, caller, { organizationId, action: 'site.created', kind: 'site', id: site.siteId });
        return { ...site, deviceCount: 0 };
      },
      caller.answer,
    );
  }

  patch(caller: Editor, siteId: string, edit: { input: PatchSite; ifMatch: string | undefined }): Promise<CountedSite> {
    const { input, ifMatch } = edit;
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM sites WHERE site_id = $1 FOR NO KEY UPDATE', [siteId]);
      const site = await this.reach(tx, caller, siteId, 'write');
      requireMatch(ifMatch, siteTag(site));
      Object.assign(site, EDITABLE.changes(input));
      site.updatedAt = this.clock.now();
      await tx.save(Site, site);
      const { organizationId } = site;
      const details = { fields: Object.keys(input) };
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'site.updated',
        kind: 'site',
        id: siteId,
        details,
      });
      const [counted] = await this.counted(tx, [site]);
      return counted!;
    });
  }

  remove(caller: Editor, siteId: string): Promise<Site> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM sites WHERE site_id = $1 FOR UPDATE', [siteId]);
      const site = await this.reach(tx, caller, siteId, 'write');
      await tx.query('UPDATE devices SET site_id = NULL WHERE site_id = $1', [siteId]);
      await tx.delete(Site, { siteId });
      const { organizationId } = site;
      await this.audit.record(tx, caller, { organizationId, action: 'site.deleted', kind: 'site', id: siteId });
      return site;
    });
  }

  /** Keeps the site from being deleted until the transaction ends. @throws Problem when the project has no such site */
  async requireSite(tx: Tx, projectId: string, siteId: string): Promise<void> {
    const rows = await tx.query<object[]>('SELECT 1 FROM sites WHERE site_id = $1 AND project_id = $2 FOR KEY SHARE', [
      siteId,
      projectId,
    ]);
    if (rows.length === 0) throw problem.invalid('site_id', 'site_id names no site of this project.');
  }

  /** @throws Problem `not_found`, `admin_required` */
  private async reach(tx: Tx, caller: Principal, siteId: string, act: 'read' | 'write'): Promise<Site> {
    const site = await tx.getRepository(Site).findOneBy({ siteId });
    if (!site) throw problem.notFound();
    await this.projects.authorize(tx, caller, site.projectId, act);
    return site;
  }

  private async counted(tx: Tx, sites: Site[]): Promise<CountedSite[]> {
    const rows = await tx.query<{ siteId: string; n: number }[]>(
      `SELECT site_id AS "siteId", count(*)::int AS n FROM devices
       WHERE site_id = ANY ($1::uuid[]) AND decommissioned_at IS NULL GROUP BY site_id`,
      [sites.map(({ siteId }) => siteId)],
    );
    const counts = new Map(rows.map(({ siteId, n }) => [siteId, n]));
    return sites.map((site) => ({ ...site, deviceCount: counts.get(site.siteId) ?? 0 }));
  }
}
