/** One scan: what came of it and why, what to do next, the gates below, and whether people say that it was right. */
import { useParams } from '@tanstack/react-router';
import { api, gateway, refresh } from '../api/client.ts';
import { PersonActions } from '../members/person-actions.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { percent, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { BackLink } from '../shell/back-link.tsx';
import { Id } from '../ui/copy.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { Gates } from './gates.tsx';
import { DeviceLink, MemberLink, RuleLink } from './named-links.tsx';
import type { Scan } from './outcome.ts';
import { OutcomeBadge, sourceOf, VerdictBadge } from './scan-columns.tsx';
import { whyOf } from './why.ts';

const { scans } = texts;

export function ScanPage() {
  const { scanId } = useParams({ strict: false });
  const params = { params: { path: { scan_id: scanId! } } };
  const scan = api.useQuery('get', '/v1/scan-results/{scan_id}', params);
  const explanation = api.useQuery('get', '/v1/scan-results/{scan_id}/explain', params);
  const mayManage = useMayManage();
  const { tenant_managed } = useProject();
  const memberId = scan.data?.member_id;
  return (
    <Page
      title={scans.one}
      crumb={<BackLink to="/p/$projectId/scans">{scans.title}</BackLink>}
      state={scan.data && <OutcomeBadge scan={scan.data} />}
      actions={mayManage && tenant_managed && memberId && <PersonActions memberId={memberId} />}
    >
      {scan.data && explanation.data && <Why scan={scan.data} gates={explanation.data.gates} />}
      <div className="columns">
        <Panel title={scans.details}>
          <Loaded of={scan}>{(data) => <ScanDetails scan={data} />}</Loaded>
        </Panel>
        <Panel title={scans.trace}>
          <p className="muted">{scans.trace_text}</p>
          <Loaded of={explanation}>{({ gates }) => <Gates gates={gates} />}</Loaded>
        </Panel>
      </div>
    </Page>
  );
}

function Why({ scan, gates }: { scan: Scan; gates: Parameters<typeof whyOf>[1] }) {
  const { sentence, next } = whyOf(scan, gates);
  return (
    <section className="panel" aria-label={scans.why_title}>
      <p className="lead">{sentence}</p>
      {next && <p>{next}</p>}
    </section>
  );
}

function ScanDetails({ scan }: { scan: Scan }) {
  const signals = Object.entries(scan.signals as Record<string, unknown>).filter(([, on]) => on === true);
  return (
    <>
      <DetailList
        of={[
          [scans.result, <OutcomeBadge key="result" scan={scan} />],
          [scans.verdict, scan.verdict && <VerdictBadge key="verdict" scan={scan} />],
          [scans.operation, word(scans.operations, scan.operation)],
          [scans.member, scan.member_id && <MemberLink key="member" id={scan.member_id} />],
          [scans.device, scan.device_id && <DeviceLink key="device" id={scan.device_id} />],
          [scans.rule, scan.matched_rule_id && <RuleLink key="rule" id={scan.matched_rule_id} />],
          [scans.quality, scan.quality === null ? null : percent(scan.quality)],
          [scans.confidence, scan.confidence === undefined ? null : percent(scan.confidence, 3)],
          [scans.hand, word(texts.members.hand_words, scan.hand)],
          [scans.source, sourceOf(scan)],
          [scans.address, scan.source_ip],
          [scans.signals, signals.map(([name]) => word(scans.signal_words, name)).join(', ')],
          [scans.captured, <Moment key="captured" instant={scan.captured_at} />],
          [scans.when, <Moment key="when" instant={scan.created_at} />],
          [scans.id, <Id key="id" id={scan.scan_id} />],
        ]}
      />
      <Label scan={scan} />
    </>
  );
}

function Label({ scan }: { scan: Scan }) {
  const mayManage = useMayManage();
  if (!mayManage) return null;
  const label = async (value: 'correct' | 'wrong_person' | 'missed' | null) => {
    await gateway.PATCH('/v1/scan-results/{scan_id}', {
      params: { path: { scan_id: scan.scan_id } },
      body: { label: value },
    });
    notify(scans.labelled);
    await refresh('/v1/scan-results');
  };
  return (
    <div className="stack">
      <p className="muted">{scans.label_text}</p>
      <div className="row" role="group" aria-label={scans.label}>
        {(['correct', 'wrong_person', 'missed'] as const).map((value) => (
          <ActionButton
            key={value}
            size="small"
            aria-pressed={scan.label === value}
            kind={scan.label === value ? 'primary' : undefined}
            run={() => label(scan.label === value ? null : value)}
          >
            {scans.labels[value]}
          </ActionButton>
        ))}
      </div>
    </div>
  );
}
