/** What happened to a terminal: stretches of contact, gaps, versions, refusals. */
import { api, type Schemas } from '../api/client.ts';
import { count, fill, texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Filter, oneOf } from '../ui/filters.tsx';
import { Panel } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';

type Entry = Schemas['TimelineEntryView'];
const { devices } = texts;
const REFRESH_MS = 4_000;
const MAX_ENTRIES = 50;
const SKEW_SHOWN_FROM_S = 60;

export function Timeline({ device }: { device: Schemas['DeviceView'] }) {
  const [state] = useAddressState<'kind'>();
  const query = { per_page: MAX_ENTRIES, kind: oneOf(state.kind, devices.kinds) };
  const timeline = api.useQuery(
    'get',
    '/v1/devices/{device_id}/timeline',
    { params: { path: { device_id: device.device_id }, query } },
    { refetchInterval: REFRESH_MS, staleTime: 0 }, // rendered again when the terminal comes or goes
  );
  return (
    <Panel
      title={devices.timeline}
      actions={<Filter name="kind" label={devices.kind} options={Object.entries(devices.kinds)} />}
    >
      <Loaded of={timeline}>
        {({ entries, clock_skew_s, contact_since }) => (
          <>
            {contact_since && (
              <p>
                {devices.contact_since} <Moment instant={contact_since} />
              </p>
            )}
            {Math.abs(clock_skew_s) > SKEW_SHOWN_FROM_S && (
              <p className="callout" data-tone="warn">
                {fill(devices.skew, { seconds: clock_skew_s })}
              </p>
            )}
            {entries.data.length === 0 ? (
              <Empty title={devices.timeline_empty} />
            ) : (
              <ol className="timeline">
                {entries.data.map((entry) => (
                  <Line entry={entry} key={`${entry.kind} ${entry.started_at}`} />
                ))}
              </ol>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Line({ entry }: { entry: Entry }) {
  const lastedS = Math.round((Date.parse(entry.ended_at) - Date.parse(entry.started_at)) / 1000);
  const { seconds: _, ...more } = entry.details as Record<string, unknown>; // said already
  const details = Object.entries(more).map(
    ([key, value]) => `${word(devices.timeline_details, key)}: ${String(value)}`,
  );
  return (
    <li data-kind={entry.kind}>
      <Moment instant={entry.started_at} />
      <span>
        <b>{word(devices.kinds, entry.kind)}</b>
        {lastedS > 0 && ` · ${count(devices.lasted, lastedS)}`}
        {details.length > 0 && <span className="muted"> · {details.join(', ')}</span>}
      </span>
    </li>
  );
}
