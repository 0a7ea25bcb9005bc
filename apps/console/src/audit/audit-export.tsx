/** The entries that the filters show, as a file; all of them, page by page. */
import { useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { useOrganization } from '../tenancy/tenancy.tsx';
import { refusalSentence } from '../texts/refusals.ts';
import { texts, word } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { csvOf, downloadFile } from '../ui/download.ts';
import { notifyFailure } from '../ui/notifications.tsx';
import { actionText } from './actions.ts';
import type { NameOf } from './names.ts';

type Event = Schemas['AuditEventView'];
const PATH = '/v1/organizations/{organization_id}/audit-events';
const PER_PAGE = 100;
const { audit } = texts;

interface AuditExportProps {
  query: Record<string, string | undefined>;
  nameOf: NameOf;
}

export function AuditExport({ query, nameOf }: AuditExportProps) {
  const { organization_id } = useOrganization();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const events: Event[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await dataOf(
          gateway.GET(PATH, { params: { path: { organization_id }, query: { ...query, per_page: PER_PAGE, cursor } } }),
        );
        events.push(...page.data);
        if (page.next_cursor === null) break;
        cursor = page.next_cursor;
      }
      downloadFile('audit.csv', csvOf([HEADS, ...events.map((event) => rowOf(event, nameOf))]));
    } catch (error) {
      notifyFailure(refusalSentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button busy={busy} onClick={() => void download()}>
      {audit.export}
    </Button>
  );
}

const HEADS = [
  audit.sequence,
  audit.when,
  audit.actor,
  'actor_id',
  audit.action,
  'action',
  audit.object,
  'object_id',
  audit.address,
  audit.request,
  'details',
];

const rowOf = (event: Event, nameOf: NameOf): (string | number)[] => [
  event.sequence,
  event.created_at,
  nameOf(word(audit.actors, event.actor.kind), event.actor.id),
  event.actor.id,
  actionText(event.action),
  event.action,
  nameOf(word(audit.objects, event.object.kind), event.object.id),
  event.object.id,
  event.address ?? '',
  event.request_id ?? '',
  JSON.stringify(event.details),
];
