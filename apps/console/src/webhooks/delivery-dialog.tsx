/** The attempts of one delivery, with what the endpoint answered; and sending it again. */
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Badge } from '../ui/badge.tsx';
import { Id } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { eventText } from './event-types.ts';

const PATH = '/v1/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}';
const { deliveries } = texts;
const MAX_SHOWN_CHARACTERS = 4_000;
const REFRESH_MS = 2_000;

interface DeliveryDialogProps {
  webhook: Schemas['WebhookView'];
  delivery: Schemas['DeliveryView'];
  close: () => void;
}

export function DeliveryDialog({ webhook, delivery, close }: DeliveryDialogProps) {
  const mayManage = useMayManage();
  const path = {
    project_id: webhook.project_id,
    webhook_id: webhook.webhook_id,
    delivery_id: delivery.delivery_id,
  };
  const attempts = api.useQuery('get', `${PATH}/attempts`, { params: { path } }, { refetchInterval: REFRESH_MS });
  const replay = async () => {
    await gateway.POST(`${PATH}/replay`, { params: { path } });
    notify(deliveries.replayed);
    await refresh('/v1/projects/{project_id}/webhooks');
    close();
  };
  return (
    <Dialog open close={close} title={eventText(delivery.event_type)} wide>
      <DetailList
        of={[
          [deliveries.event, delivery.event_type],
          [deliveries.event_id, <Id key="event" id={delivery.event_id} />],
          [deliveries.replayed_from, delivery.replayed_from],
        ]}
      />
      <Loaded of={attempts}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={deliveries.no_attempt} />
          ) : (
            <ol className="stack timeline">
              {data.map((attempt) => (
                <Attempt attempt={attempt} key={attempt.attempt_id} />
              ))}
            </ol>
          )
        }
      </Loaded>
      {mayManage && (
        <div className="dialog-foot">
          <ActionButton kind="primary" run={replay}>
            {deliveries.replay}
          </ActionButton>
        </div>
      )}
    </Dialog>
  );
}

function Attempt({ attempt }: { attempt: Schemas['AttemptView'] }) {
  const good = attempt.status_code !== null && attempt.status_code < 300;
  const phases = Object.entries(attempt.phases).flatMap(([phase, ms]) =>
    ms === null ? [] : [`${phase.replace('_ms', '')} ${ms} ms`],
  );
  return (
    <li data-kind={good ? 'contact' : 'gap'}>
      <div>
        <b>{fill(deliveries.attempt, { n: attempt.number })}</b>
        <div className="small">
          <Moment instant={attempt.started_at} />
        </div>
      </div>
      <div className="stack">
        <div className="row">
          <Badge state={good ? 'success' : 'failed'}>
            {attempt.status_code ?? (attempt.error_code === null ? '—' : word(deliveries.errors, attempt.error_code))}
          </Badge>
          <span className="muted small">
            {attempt.duration_ms} ms{phases.length > 0 && ` (${phases.join(', ')})`}
            {attempt.resolved_ip && ` · ${attempt.resolved_ip}`}
          </span>
        </div>
        {attempt.error_message && <p>{attempt.error_message}</p>}
        {attempt.response_body && <pre tabIndex={0}>{attempt.response_body.slice(0, MAX_SHOWN_CHARACTERS)}</pre>}
        {attempt.response_truncated && <p className="muted small">{deliveries.truncated}</p>}
      </div>
    </li>
  );
}
