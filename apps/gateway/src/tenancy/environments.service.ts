/** Environments: sandbox or production, and what projects in them may do. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { EditableFields, etagOfState, requireMatch } from '#platform/http';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import type { KeyPrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import type { CreateEnvironment, PatchEnvironment } from './environments.dto.js';
import { requireOrganizationManager } from '../principal/organization-role.policy.js';
import { userRequired } from '../principal/principal.errors.js';
import { Environment } from './tenancy.entity.js';

/** What may be edited, by the API's names: the input, the row and the ETag follow this list. */
const EDITABLE = new EditableFields<PatchEnvironment, Environment>([
  ['name', 'name'],
  ['region', 'region'],
  ['shared', 'shared'],
  ['allows_server_lookup', 'allowsServerLookup'],
  ['registration_policy', 'registrationPolicy'],
  ['attestation_policy', 'attestationPolicy'],
]);
/** Decided by a person, never by a key. */
const BY_USERS_ONLY: readonly (keyof PatchEnvironment)[] = [
  'allows_server_lookup',
  'registration_policy',
  'attestation_policy',
];

/** Changes with every edit. */
export const environmentTag = (environment: Environment): string => etagOfState(EDITABLE.state(environment));

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
    caller: WithAnswer<Manager, Environment>,
    organizationId: string,
    input: CreateEnvironment,
  ): Promise<Environment> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        requireOrganizationManager(caller, organizationId);
        requireUserFor(caller, input);
        const environment = tx.create(Environment, {
          environmentId: newId(this.clock.nowMs()),
          organizationId,
          name: input.name,
          mode: input.mode,
          region: input.region ?? null,
          shared: input.shared ?? false,
          allowsServerLookup: input.allows_server_lookup ?? false,
          registrationPolicy: input.registration_policy ?? 'sandbox_only',
          attestationPolicy: input.attestation_policy ?? 'off',
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
    caller: Manager,
    environmentId: string,
    edit: { input: PatchEnvironment; ifMatch: string | undefined },
  ): Promise<Environment> {
    const { input, ifMatch } = edit;
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM environments WHERE environment_id = $1 FOR NO KEY UPDATE', [environmentId]);
      const environment = await tx.getRepository(Environment).findOneBy({ environmentId });
      // another organization's environment may be visible (shared), but it is not this caller's to change
      if (!environment) throw problem.notFound();
      requireOrganizationManager(caller, environment.organizationId);
      requireUserFor(caller, input);
      requireMatch(ifMatch, environmentTag(environment));
      Object.assign(environment, EDITABLE.changes(input));
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

type Manager = UserPrincipal | KeyPrincipal;

function requireUserFor(caller: Manager, input: PatchEnvironment): void {
  if (caller.kind === 'key' && BY_USERS_ONLY.some((field) => input[field] !== undefined)) throw userRequired();
}
