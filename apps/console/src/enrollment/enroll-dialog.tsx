/** Enrolling a member: choose a terminal and a hand, start, and watch. */
import { useState } from 'react';
import { api, dataOf, gateway, type Schemas } from '../api/client.ts';
import { nameOf } from '../members/member-name.ts';
import { fill, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CheckField, SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import type { Session } from './live-session.ts';
import { SessionWatch } from './session-watch.tsx';

type Member = Schemas['MemberView'];
const { enrollment } = texts;
const HANDS = Object.entries(enrollment.hands);
const CAPTURES = ['1', '2', '3', '4', '5'].map((n) => [n, n] as const);
const REFRESH_MS = 3_000;

export function EnrollDialog({ member, open, close }: { member: Member; open: boolean; close: () => void }) {
  const [session, setSession] = useState<Session | null>(null);
  const [ended, setEnded] = useState(false);
  const leave = () => {
    setSession(null);
    setEnded(false);
    close();
  };
  return (
    <Dialog open={open} close={leave} title={fill(enrollment.title, { name: nameOf(member) })}>
      {session ? (
        <>
          <SessionWatch started={session} key={session.session_id} done={() => setEnded(true)} />
          {ended && (
            <div className="dialog-foot">
              <Button
                onClick={() => {
                  setSession(null);
                  setEnded(false);
                }}
              >
                {enrollment.again}
              </Button>
              <Button kind="primary" onClick={leave}>
                {texts.actions.done}
              </Button>
            </div>
          )}
        </>
      ) : (
        <Start member={member} cancel={leave} begin={setSession} />
      )}
    </Dialog>
  );
}

interface StartProps {
  member: Member;
  cancel: () => void;
  begin: (session: Session) => void;
}

function Start({ member, cancel, begin }: StartProps) {
  const query = { per_page: 100, enabled: true };
  const devices = api.useQuery(
    'get',
    '/v1/projects/{project_id}/devices',
    { params: { path: { project_id: member.project_id }, query } },
    { refetchInterval: REFRESH_MS },
  );
  const start = async (deviceId: string, body: Schemas['StartEnrollment']) =>
    begin(
      await dataOf(
        gateway.POST('/v1/devices/{device_id}/enrollment', { params: { path: { device_id: deviceId } }, body }),
      ),
    );
  return (
    <Loaded of={devices}>
      {({ data }) => {
        const usable = [...data].sort((a, b) => Number(b.status === 'online') - Number(a.status === 'online'));
        if (usable.length === 0) return <Empty title={enrollment.no_device}>{enrollment.no_device_text}</Empty>;
        return (
          <Form
            action={enrollment.start}
            cancel={cancel}
            send={(values) =>
              start(values.text('device_id'), {
                member_id: member.member_id,
                hand: values.text('hand') as 'left' | 'right' | 'any',
                captures_required: values.number('captures_required'),
                replace: values.ticked('replace'),
              })
            }
          >
            <SelectField
              name="device_id"
              label={enrollment.device}
              hint={enrollment.device_hint}
              options={usable.map(({ device_id, name, status }) => [
                device_id,
                status === 'online' ? name : `${name} (${texts.devices.statuses[status]})`,
              ])}
            />
            <SelectField name="hand" label={enrollment.hand} options={HANDS} defaultValue="any" />
            <SelectField name="captures_required" label={enrollment.how_many} options={CAPTURES} defaultValue="3" />
            {member.hands.length > 0 && <CheckField name="replace" label={enrollment.replace} />}
          </Form>
        );
      }}
    </Loaded>
  );
}
