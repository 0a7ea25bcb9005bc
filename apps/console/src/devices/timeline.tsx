/** What a terminal went through: stretches of contact, gaps, versions, refusals. */
import { useState } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { count, fill, texts, word } from '../texts/texts.ts';
import { Filter } from '../ui/fields.tsx';
import { Panel } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';

type Entry = Schemas['TimelineEntryView'];
const { devices } = texts;
const REFRESH_MS = 4_000;

export function Timeline({ device, timeZone }: { device: Schemas['DeviceView']; timeZone: string }) {
  const [kind, setKind] = useState<string>();
  const timeline = api.useQuery(
    'get',
    '/v1/devices/{device_id}/timeline',
    { params: { path: { device_id: device.device_id }, query: { per_page: 50, kind: kind as Entry['kind'] } } },
    { refetchInterval: REFRESH_MS, staleTime: 0 }, // drawn anew when the terminal comes or goes
  );
  return (
    <Panel
      title={devices.timeline}
      actions={<Filter label={devices.kind} value={kind} choose={setKind} options={Object.entries(devices.kinds)} />}
    >
      <Loaded of={timeline}>
        {({ entries, clock_skew_s, contact_since }) => (
          <>
            {contact_since && (
              <p>
                {devices.contact_since} <Moment instant={contact_since} timeZone={timeZone} />
              </p>
            )}
            {Math.abs(clock_skew_s) > 60 && (
              <p className="callout" data-tone="warn">
                {fill(devices.skew, { seconds: clock_skew_s })}
              </p>
            )}
            {entries.data.length === 0 ? (
              <Empty title={devices.timeline_empty} />
            ) : (
              <ol className="timeline">
                {entries.data.map((entry) => (
                  <Line entry={entry} timeZone={timeZone} key={`${entry.kind} ${entry.started_at}`} />
                ))}
              </ol>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Line({ entry, timeZone }: { entry: Entry; timeZone: string }) {
  const lastedS = Math.round((Date.parse(entry.ended_at) - Date.parse(entry.started_at)) / 1000);
  const { seconds: _, ...more } = entry.details as Record<string, unknown>; // said already
  const details = Object.entries(more).map(([key, value]) => `${key.replaceAll('_', ' ')}: ${String(value)}`);
  return (
    <li data-kind={entry.kind}>
      <Moment instant={entry.started_at} timeZone={timeZone} />
      <span>
        <b>{word(devices.kinds, entry.kind)}</b>
        {lastedS > 0 && ` · ${count(devices.lasted, lastedS)}`}
        {details.length > 0 && <span className="muted"> · {details.join(', ')}</span>}
      </span>
    </li>
  );
}
