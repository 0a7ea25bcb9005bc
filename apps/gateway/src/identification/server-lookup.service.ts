/** Identify and verify asked by a tenant's own server: only where the project and its environment allow it. */
import { Injectable } from '@nestjs/common';
import type { JobOptions } from '#gallery';
import { Database, type Tx } from '#platform/database';
import type { WithAnswer } from '#platform/idempotency';
import { MembersService } from '../members/members.service.js';
import { type KeyPrincipal, nameOf } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { ScanResult } from '../scans/scan-result.entity.js';
import { notTenantManaged } from '../tenancy/tenancy.errors.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import type { IdentifyPalm, VerifyPalm } from './identification.dto.js';
import { serverLookupDisabled } from './identification.errors.js';
import { type IdentificationResult, IdentificationService, type ScanOrigin } from './identification.service.js';
import { VerificationService, type VerificationResult } from './verification.service.js';

@Injectable()
export class ServerLookup {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly identification: IdentificationService,
    private readonly verification: VerificationService,
    private readonly members: MembersService,
  ) {}

  async identify(
    caller: WithAnswer<KeyPrincipal, IdentificationResult>,
    projectId: string,
    input: IdentifyPalm,
    from: Sender,
  ): Promise<IdentificationResult> {
    return this.identification.identify(
      await this.allowed(caller, projectId),
      input.capture,
      originOf(caller, from),
      (tx, found) => (isRefusal(found.scan) ? Promise.resolve() : (caller.answer?.(tx, found) ?? Promise.resolve())),
    );
  }

  async verify(
    caller: WithAnswer<KeyPrincipal, VerificationResult>,
    projectId: string,
    input: VerifyPalm,
    from: Sender,
  ): Promise<VerificationResult> {
    const project = await this.allowed(caller, projectId, (tx) => this.members.find(tx, projectId, input.member_id));
    return this.verification.verify(project, input, originOf(caller, from), caller.answer);
  }

  /**
   * @param child what the request names inside the project; it is looked for before the project's own refusals
   * @throws Problem `not_found`, `not_tenant_managed`, `server_lookup_disabled`
   */
  private allowed(caller: KeyPrincipal, projectId: string, child?: (tx: Tx) => Promise<unknown>): Promise<Project> {
    return this.database.readOnly(caller, async (tx) => {
      const { project, tenantManaged, serverLookup } = await this.projects.authorize(tx, caller, projectId, 'write');
      if (!tenantManaged) throw notTenantManaged();
      await child?.(tx);
      if (!serverLookup) throw serverLookupDisabled();
      return project;
    });
  }
}

/** Who asks, and until when. */
interface Sender {
  address: string;
  limits: JobOptions;
}

const originOf = (caller: KeyPrincipal, { address, limits }: Sender): ScanOrigin => ({
  source: 'api',
  caller: nameOf(caller),
  address,
  limits,
  deviceId: null,
  demo: false,
  offline: false,
});

/** A capture that the engine refused is answered 422, which is not stored. */
function isRefusal({ result }: ScanResult): boolean {
  return result === 'low_quality' || result === 'liveness_failed';
}
