/** What a tenant does with its lists: make, read, change what stands on them, delete. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { DomainEvents } from '#platform/domain-events';
import { Pager, type PageOf, type PageQuery } from '#platform/http';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type Principal, type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { editOf } from './entry-edit.policy.js';
import { List, ListEntry } from './list.entity.js';
import { type EntriesChanged, ListEntries } from './list-entries.service.js';
import type { ChangeEntries, CreateList, ListLists } from './lists.dto.js';
import { listLimitReached, listNameTaken, MAX_LISTS } from './lists.errors.js';
import { listsChanged } from './lists.events.js';

type Editor = UserPrincipal | KeyPrincipal;

export interface ListPath {
  projectId: string;
  listId: string;
}

@Injectable()
export class ListsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pager: Pager,
    private readonly projects: ProjectsService,
    private readonly entries: ListEntries,
    private readonly domainEvents: DomainEvents,
    private readonly audit: Audit,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListLists): Promise<PageOf<List>> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const rows = tx
        .createQueryBuilder(List, 'l')
        .where('l.projectId = :projectId AND l.deletedAt IS NULL', { projectId });
      if (wanted.type !== undefined) rows.andWhere('l.type = :type', { type: wanted.type });
      const page = await this.pager.page(rows, wanted, {
        list: `lists of ${projectId}`,
        time: 'l.createdAt',
        id: 'l.listId',
        positionOf: (list) => ({ time: list.createdAt, id: list.listId }),
      });
      return { ...page, data: await this.counted(tx, page.data) };
    });
  }

  get(caller: Principal, at: ListPath): Promise<List> {
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, at.projectId, 'read');
      const [list] = await this.counted(tx, [await this.find(tx, at)]);
      return list!;
    });
  }

  create(caller: WithAnswer<Editor, List>, projectId: string, input: CreateList): Promise<List> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
        const { organizationId } = project;
        await this.domainEvents.publish(tx, listsChanged, { organizationId, projectId }); // locks: creations come one by one
        if ((await this.living(tx, projectId)) >= MAX_LISTS) throw listLimitReached();
        const now = this.clock.now();
        const list = tx.create(List, {
          ...{ listId: newId(now.getTime()), organizationId, projectId, name: input.name, type: input.type },
          ...{ description: input.description ?? null, ttlS: input.ttl ?? null, entryCount: 0 },
          ...{ createdAt: now, updatedAt: now, deletedAt: null },
        });
        await tx.insert(List, list).catch((error) => {
          throw isUniqueViolation(error, 'lists_name') ? listNameTaken() : error;
        });
        await this.record(tx, caller, { list, action: 'list.created' });
        return list;
      },
      caller.answer,
    );
  }

  /** Rules that name it no longer match on it; its entries go soon after. */
  remove(caller: Editor, at: ListPath): Promise<List> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, at.projectId, 'write', () => this.find(tx, at));
      await this.domainEvents.publish(tx, listsChanged, {
        organizationId: project.organizationId,
        projectId: at.projectId,
      });
      const list = await this.find(tx, at, 'claim');
      list.deletedAt = this.clock.now();
      await tx.update(List, { listId: list.listId }, { deletedAt: list.deletedAt });
      await this.record(tx, caller, { list, action: 'list.deleted' });
      return list;
    });
  }

  entriesOf(caller: Principal, at: ListPath, wanted: PageQuery): Promise<PageOf<ListEntry>> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.projects.authorize(tx, caller, at.projectId, 'read');
      await this.find(tx, at);
      const rows = tx
        .createQueryBuilder(ListEntry, 'e')
        .where('e.listId = :listId AND e.endedAt IS NULL', { listId: at.listId })
        .andWhere('(e.expiresAt IS NULL OR e.expiresAt > :now)', { now: this.clock.now() });
      return this.pager.page(rows, wanted, {
        list: `entries of ${at.listId}`,
        time: 'e.addedAt',
        id: 'e.entryId',
        positionOf: (entry) => ({ time: entry.addedAt, id: entry.entryId }),
      });
    });
  }

  /** @throws Problem `validation_error` for values that cannot stand on the list, `list_full` */
  changeEntries(caller: Editor, at: ListPath, input: ChangeEntries): Promise<EntriesChanged> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, at.projectId, 'write', () => this.find(tx, at));
      const list = await this.find(tx, at, 'claim');
      const changed = await this.entries.change(tx, project, list, editOf(list.type, input));
      const { added, removed } = changed;
      if (added + removed > 0)
        await this.record(tx, caller, { list, action: 'list.entries_changed', details: { added, removed } });
      return changed;
    });
  }

  /** @throws Problem `not_found` when the project has no such list */
  private async find(tx: Tx, { projectId, listId }: ListPath, how: 'read' | 'claim' = 'read'): Promise<List> {
    const query = tx
      .createQueryBuilder(List, 'l')
      .where('l.listId = :listId AND l.projectId = :projectId AND l.deletedAt IS NULL', { listId, projectId });
    if (how === 'claim') query.setLock('pessimistic_write');
    const list = await query.getOne();
    if (!list) throw problem.notFound();
    return list;
  }

  private async counted(tx: Tx, lists: List[]): Promise<List[]> {
    const overdue = await this.entries.overdue(
      tx,
      lists.map((list) => list.listId),
    );
    for (const list of lists) list.entryCount -= overdue.get(list.listId) ?? 0;
    return lists;
  }

  private living(tx: Tx, projectId: string): Promise<number> {
    return tx
      .createQueryBuilder(List, 'l')
      .where('l.projectId = :projectId AND l.deletedAt IS NULL', { projectId })
      .getCount();
  }

  private record(
    tx: Tx,
    caller: Editor,
    deed: { list: List; action: string; details?: Record<string, unknown> },
  ): Promise<void> {
    const { list, action, details } = deed;
    return this.audit.record(tx, caller, {
      organizationId: list.organizationId,
      action,
      kind: 'list',
      id: list.listId,
      details,
    });
  }
}
