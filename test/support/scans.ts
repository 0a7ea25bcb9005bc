/** Scan results as the modules that read palms would leave them. */
import type { NewScan } from '../../apps/gateway/src/scans/scans.service.js';
import { ScansService } from '../../apps/gateway/src/scans/scans.service.js';
import type { ScanResult } from '../../apps/gateway/src/scans/scan-result.entity.js';
import type { TestGateway } from './test-gateway.js';
import type { Tenant } from './tenant.js';

/** Records a scan of that tenant's project; by default an identify that knew nobody. */
export function recordScan(gateway: TestGateway, tenant: Tenant, facts: Partial<NewScan> = {}): Promise<ScanResult> {
  const { app, foundations } = gateway.gateway;
  const scan: NewScan = {
    organizationId: tenant.organizationId,
    projectId: tenant.projectId,
    operation: 'identify',
    result: 'not_matched',
    memberId: null,
    deviceId: null,
    sessionId: null,
    hand: 'left',
    quality: 0.75,
    confidence: null,
    verdict: null,
    matchedRuleId: null,
    signals: {},
    trace: { gates: [] },
    source: 'api',
    sourceIp: null,
    offline: false,
    demo: false,
    capturedAt: foundations.clock.now(),
    ...facts,
  };
  const scans = app.get(ScansService, { strict: false });
  return foundations.database.tenantTransaction(tenant, (tx) => scans.record(tx, scan));
}
