/** Renewing and revoking a key. */
import { useState } from 'react';
import { dataOf, gateway, refresh } from '../api/client.ts';
import { fill, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { Secret } from '../ui/secret.tsx';
import { isInForce, type Key } from './key-state.tsx';

const PATH = '/v1/organizations/{organization_id}/api-keys';
const { access } = texts;
const OVERLAPS = [
  ['86400', access.overlap_day],
  ['3600', access.overlap_hour],
  ['604800', access.overlap_week],
  ['0', access.overlap_none],
] as const;

export function KeyActions({ apiKey, size }: { apiKey: Key; size?: 'small' }) {
  const [open, setOpen] = useState<'renew' | 'revoke' | null>(null);
  if (!isInForce(apiKey)) return null;
  const { name } = apiKey;
  const path = { organization_id: apiKey.organization_id, key_id: apiKey.key_id };
  return (
    <span className="row">
      <Button size={size} onClick={() => setOpen('renew')} aria-label={fill(access.reroll_of, { name })}>
        {access.reroll}
      </Button>
      <Button size={size} kind="danger" onClick={() => setOpen('revoke')} aria-label={fill(access.revoke_of, { name })}>
        {access.revoke}
      </Button>
      {open === 'renew' && <Renewal apiKey={apiKey} close={() => setOpen(null)} />}
      <Confirm
        open={open === 'revoke'}
        close={() => setOpen(null)}
        title={fill(access.revoke_title, { name })}
        action={access.revoke}
        run={async () => {
          await gateway.DELETE(`${PATH}/{key_id}`, { params: { path } });
          notify(access.revoked);
          await refresh(PATH);
        }}
      >
        <p>{access.revoke_text}</p>
      </Confirm>
    </span>
  );
}

function Renewal({ apiKey, close }: { apiKey: Key; close: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const path = { organization_id: apiKey.organization_id, key_id: apiKey.key_id };
  const leave = () => {
    close();
    void refresh(PATH);
  };
  return (
    <Dialog open close={leave} title={fill(access.reroll_title, { name: apiKey.name })} locked={secret !== null}>
      {secret !== null ? (
        <Secret secret={secret} name="api-key" warning={access.once} done={leave} />
      ) : (
        <>
          <p>{access.reroll_text}</p>
          <Form
            action={access.reroll}
            cancel={close}
            send={async (values) => {
              const body = { overlap_s: values.number('overlap_s') };
              const renewed = gateway.POST(`${PATH}/{key_id}/reroll`, { params: { path }, body });
              setSecret((await dataOf(renewed)).key ?? null);
            }}
          >
            <SelectField name="overlap_s" label={access.overlap} options={OVERLAPS} />
          </Form>
        </>
      )}
    </Dialog>
  );
}
