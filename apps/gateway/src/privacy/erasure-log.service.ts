/** Reads the erasures of a project: how far each is, and its receipt. */
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Pager, type PageOf, type PageQuery } from '#platform/http';
import { problem } from '#platform/problems';
import { MembersService } from '../members/members.service.js';
import type { Principal } from '../principal/principal.js';
import { Erasure } from './erasure.entity.js';

@Injectable()
export class ErasureLog {
  constructor(
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly pager: Pager,
  ) {}

  /** Newest first. @throws Problem `not_found` */
  list(caller: Principal, projectId: string, query: PageQuery): Promise<PageOf<Erasure>> {
    return this.database.readOnly(caller, async (tx) => {
      await this.members.reach(tx, caller, projectId, 'read');
      const erasures = tx.createQueryBuilder(Erasure, 'e').where('e.projectId = :projectId', { projectId });
      return this.pager.page(erasures, query, {
        list: `erasures of ${projectId}`,
        time: 'e.acceptedAt',
        id: 'e.erasureId',
        positionOf: ({ acceptedAt, erasureId }) => ({ time: acceptedAt, id: erasureId }),
      });
    });
  }

  /** @throws Problem `not_found` */
  get(caller: Principal, at: { projectId: string; erasureId: string }): Promise<Erasure> {
    return this.database.readOnly(caller, async (tx) => {
      await this.members.reach(tx, caller, at.projectId, 'read');
      const erasure = await tx.getRepository(Erasure).findOneBy(at);
      if (!erasure) throw problem.notFound();
      return erasure;
    });
  }
}
