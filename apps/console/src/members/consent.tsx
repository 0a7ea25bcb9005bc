/** What a member agreed to, and its withdrawal: palms are destroyed at once. */
import { useState } from 'react';
import { serverNowMs } from '../api/server-clock.ts';
import { gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { DetailList, Panel } from '../ui/page.tsx';
import { Moment } from '../ui/time.tsx';
import { nameOf } from './member-name.ts';

const PATH = '/v1/projects/{project_id}/members/{member_id}';
const { members } = texts;

export function Consent({ member }: { member: Schemas['MemberView'] }) {
  const { settings } = useProject();
  const mayManage = useMayManage();
  const [open, setOpen] = useState<'grant' | 'withdraw' | null>(null);
  const { consent } = member;
  const write = async (next: Schemas['ConsentInput'] | null) => {
    const path = { project_id: member.project_id, member_id: member.member_id };
    await gateway.PATCH(PATH, { params: { path }, body: { consent: next } });
    await refresh('/v1/projects/{project_id}/members');
    setOpen(null);
  };
  const act = consent ? (
    <Button kind="danger" size="small" onClick={() => setOpen('withdraw')}>
      {members.withdraw}
    </Button>
  ) : (
    <Button size="small" onClick={() => setOpen('grant')}>
      {members.grant}
    </Button>
  );
  return (
    <Panel title={members.consent} actions={mayManage && act}>
      {consent ? (
        <DetailList
          of={[
            [members.policy_version, consent.policy_version],
            [members.granted_at, <Moment key="at" instant={consent.granted_at} />],
            [members.reference, consent.reference],
          ]}
        />
      ) : (
        <p className="muted">{settings.consent_required ? members.consent_needed : members.consent_none}</p>
      )}
      <Dialog open={open === 'grant'} close={() => setOpen(null)} title={members.grant}>
        <Form
          action={texts.actions.save}
          cancel={() => setOpen(null)}
          send={(values) =>
            write({
              policy_version: values.text('policy_version'),
              granted_at: new Date(serverNowMs() - 1_000).toISOString(), // not in the future, whatever our clock says
              reference: values.textOrNull('reference'),
            })
          }
        >
          <TextField name="policy_version" label={members.policy_version} required maxLength={100} />
          <TextField name="reference" label={members.reference} hint={members.reference_hint} maxLength={500} />
        </Form>
      </Dialog>
      <Confirm
        open={open === 'withdraw'}
        close={() => setOpen(null)}
        title={fill(members.withdraw_title, { name: nameOf(member) })}
        action={members.withdraw}
        run={() => write(null)}
      >
        <p>{members.withdraw_text}</p>
      </Confirm>
    </Panel>
  );
}
