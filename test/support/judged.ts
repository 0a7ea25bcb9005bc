/** Attempts that are judged as the identification module judges them, without a palm: for what rules make of facts. */
import { ScanDecisions } from '../../apps/gateway/src/identification/scan-decisions.service.js';
import { Member } from '../../apps/gateway/src/members/member.entity.js';
import type { ScanResult } from '../../apps/gateway/src/scans/scan-result.entity.js';
import type { NewScan } from '../../apps/gateway/src/scans/scans.service.js';
import { Project } from '../../apps/gateway/src/tenancy/tenancy.entity.js';
import type { TestGateway } from './test-gateway.js';
import type { Tenant } from './tenant.js';

export interface Judged extends Partial<NewScan> {
  nearest?: { distance: number; searched: number };
  roi?: Uint8Array;
}

/** By default an identify that knew nobody; with `memberId` one that knew the member. */
export function judge(gateway: TestGateway, tenant: Tenant, facts: Judged = {}): Promise<ScanResult> {
  const { app, foundations } = gateway.gateway;
  const { nearest = null, roi = null, ...scan } = facts;
  const { organizationId, projectId } = tenant;
  const attempt: NewScan = {
    ...{
      organizationId,
      projectId,
      operation: 'identify',
      result: scan.memberId ? 'matched' : 'not_matched',
      memberId: null,
    },
    ...{ deviceId: null, sessionId: null, hand: 'left', quality: 0.75, confidence: scan.memberId ? 0.9999 : null },
    ...{ verdict: null, matchedRuleId: null, signals: {}, trace: { gates: [] }, source: 'api', sourceIp: '192.0.2.7' },
    ...{ offline: false, demo: false, capturedAt: foundations.clock.now() },
    ...scan,
  };
  return foundations.database.tenantTransaction({ organizationId }, async (tx) => {
    const project = await tx.getRepository(Project).findOneByOrFail({ projectId });
    const { memberId } = attempt;
    const lock = { mode: 'for_no_key_update' } as const;
    const member = memberId === null ? null : await tx.getRepository(Member).findOne({ where: { memberId }, lock });
    return app.get(ScanDecisions, { strict: false }).record(tx, project, attempt, { member, nearest, roi });
  });
}

/** A device of the project, without a terminal behind it. */
export async function addDevice(
  gateway: TestGateway,
  tenant: Tenant,
  more: { mode?: string; metadata?: object } = {},
): Promise<string> {
  const [row] = await gateway.database.query<{ device_id: string }>(
    `INSERT INTO devices (device_id, organization_id, project_id, name, mode, key_thumbprint, serial_number, model, app_version,
       metadata, registered_at, changed_at, created_at)
     VALUES (gen_random_uuid(), $1, $2, 'Door', $3, gen_random_uuid(), 'S-1', 'Test', '1.0', $4, now(), now(), now()) RETURNING device_id`,
    [tenant.organizationId, tenant.projectId, more.mode ?? 'standard', more.metadata ?? {}],
  );
  return row!.device_id;
}

export async function addMember(tenant: Tenant, body: object = {}): Promise<string> {
  const member = await tenant.backend.post(`/v1/projects/${tenant.projectId}/members`, body);
  if (member.status !== 201) throw new Error(`no member: ${member.status} ${member.text}`);
  return member.body.member_id;
}

/** Asks until there is an answer that is not null. */
export async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (tries > 100) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
