/** Environments: sandbox or production, and what projects in them may do. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { etagOfState, requireMatch } from '#platform/http';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import type { Answering } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type Principal, type UserPrincipal } from '../principal/principal.js';
import type { CreateEnvironment, PatchEnvironment } from './environments.dto.js';
import { requireOrganizationAdmin } from '../principal/organization-role.policy.js';
import { Environment } from './tenancy.entity.js';

/** Changes with every edit. */
export const environmentTag = ({ name, region, shared, allowsServerLookup, registrationPolicy }: Environment): string =>
  etagOfState([name, region, shared, allowsServerLookup, registrationPolicy]);

@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Own environments, shared ones, and those that a visible project uses; a key sees those of its mode. */
  list(caller: Principal): Promise<Environment[]> {
    return this.database.readOnly(caller, async (tx) => {
      const found = await tx
        .getRepository(Environment)
        .find({ order: { createdAt: 'DESC', environmentId: 'DESC' }, take: 10_000 });
      if (caller.kind !== 'key') return found;
      return found.filter((environment) => (environment.mode === 'production') === (caller.mode === 'live'));
    });
  }

  create(
    caller: Answering<UserPrincipal, Environment>,
    organizationId: string,
    input: CreateEnvironment,
  ): Promise<Environment> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        requireOrganizationAdmin(caller, organizationId);
        const environment = tx.create(Environment, {
          environmentId: newId(this.clock.nowMs()),
          organizationId,
          name: input.name,
          mode: input.mode,
          region: input.region ?? null,
          shared: input.shared ?? false,
          allowsServerLookup: input.allows_server_lookup ?? false,
          registrationPolicy: input.registration_policy ?? 'sandbox_only',
          createdAt: this.clock.now(),
        });
        await tx.insert(Environment, environment);
        await this.audit.record(tx, caller, {
          organizationId,
          action: 'environment.created',
          kind: 'environment',
          id: environment.environmentId,
        });
        return environment;
      },
      caller.answer,
    );
  }

  patch(
    caller: UserPrincipal,
    environmentId: string,
    edit: { input: PatchEnvironment; ifMatch: string | undefined },
  ): Promise<Environment> {
    const { input, ifMatch } = edit;
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM environments WHERE environment_id = $1 FOR NO KEY UPDATE', [environmentId]);
      const environment = await tx.getRepository(Environment).findOneBy({ environmentId });
      // another organization's environment may be visible (shared), but it is not this caller's to change
      if (!environment || !caller.roles.has(environment.organizationId)) throw problem.notFound();
      requireOrganizationAdmin(caller, environment.organizationId);
      requireMatch(ifMatch, environmentTag(environment));
      if (input.name !== undefined) environment.name = input.name;
      if (input.region !== undefined) environment.region = input.region;
      if (input.shared !== undefined) environment.shared = input.shared;
      if (input.allows_server_lookup !== undefined) environment.allowsServerLookup = input.allows_server_lookup;
      if (input.registration_policy !== undefined) environment.registrationPolicy = input.registration_policy;
      await tx.update(Environment, { environmentId }, environment);
      await this.audit.record(tx, caller, {
        organizationId: environment.organizationId,
        action: 'environment.updated',
        kind: 'environment',
        id: environmentId,
        details: { fields: Object.keys(input) },
      });
      return environment;
    });
  }
}
