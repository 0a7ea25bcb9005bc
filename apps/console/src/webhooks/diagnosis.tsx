/** Why an endpoint does not answer: address, DNS, connection, TLS, signature, step by step. */
import { useEffect } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DetailList } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Failure, Loading } from '../ui/states.tsx';

const { deliveries } = texts;

export function Diagnosis({ webhook, close }: { webhook: Schemas['WebhookView']; close: () => void }) {
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  const { mutate, data, error } = api.useMutation('post', '/v1/projects/{project_id}/webhooks/{webhook_id}/diagnose');
  const { project_id, webhook_id } = path;
  useEffect(() => mutate({ params: { path: { project_id, webhook_id } } }), [mutate, project_id, webhook_id]);
  return (
    <Dialog open close={close} title={texts.webhooks.diagnose} wide>
      {error !== null && <Failure error={error} />}
      {!data && error === null && <Loading />}
      {data && (
        <>
          <p role="status" className="callout" data-tone={data.ok ? undefined : 'bad'}>
            {data.ok ? deliveries.diagnosis_good : deliveries.diagnosis_bad}
          </p>
          <PlainTable name={texts.webhooks.diagnose} heads={[deliveries.step, deliveries.outcome, deliveries.said]}>
            {data.steps.map((step) => (
              <tr key={step.step}>
                <td>{word(deliveries.steps, step.step)}</td>
                <td>
                  {step.skipped ? (
                    <Badge state="skipped">{deliveries.skipped}</Badge>
                  ) : (
                    <Badge state={step.ok ? 'ok' : 'failed'}>{step.ok ? deliveries.good : deliveries.bad}</Badge>
                  )}
                </td>
                <td>
                  {step.message ?? '—'}
                  {step.duration_ms !== null && <span className="muted"> ({Math.round(step.duration_ms)} ms)</span>}
                </td>
              </tr>
            ))}
          </PlainTable>
          <DetailList
            of={[
              [deliveries.answer, data.status_code],
              [deliveries.address, data.resolved_ip],
            ]}
          />
        </>
      )}
    </Dialog>
  );
}
