/** One attempt: what came of it, and why, gate by gate; and whether people say that it was right. */
import { Link, useParams } from '@tanstack/react-router';
import { api, gateway, refresh } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { percent, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Badge } from '../ui/badge.tsx';
import { Id } from '../ui/copy.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { Gates } from './gates.tsx';
import { DeviceLink, MemberLink, RuleLink } from './named-links.tsx';
import { type Scan, sourceOf } from './scan-columns.tsx';

const { scans } = texts;

export function ScanPage() {
  const { scanId } = useParams({ strict: false });
  const params = { params: { path: { scan_id: scanId! } } };
  const scan = api.useQuery('get', '/v1/scan-results/{scan_id}', params);
  const explanation = api.useQuery('get', '/v1/scan-results/{scan_id}/explain', params);
  const { project_id } = useProject();
  return (
    <Page
      title={scans.one}
      crumb={
        <Link to="/p/$projectId/scans" params={{ projectId: project_id }}>
          {scans.title}
        </Link>
      }
    >
      <div className="columns">
        <Panel title={scans.facts}>
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

function ScanDetails({ scan }: { scan: Scan }) {
  const { time_zone } = useProject();
  const signals = Object.entries(scan.signals as Record<string, unknown>).filter(([, on]) => on === true);
  return (
    <>
      <DetailList
        of={[
          [
            scans.result,
            <Badge key="result" state={scan.result}>
              {word(scans.results, scan.result)}
            </Badge>,
          ],
          [
            scans.verdict,
            scan.verdict && (
              <Badge key="verdict" state={scan.verdict}>
                {word(scans.verdicts, scan.verdict)}
              </Badge>
            ),
          ],
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
          [scans.captured, <Moment key="captured" instant={scan.captured_at} timeZone={time_zone} />],
          [scans.when, <Moment key="when" instant={scan.created_at} timeZone={time_zone} />],
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
