/** The palms of a member that are on file: that they are, never what they look like. */
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage } from '../tenancy/tenancy.tsx';
import { percent, texts, word } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';

const PATH = '/v1/projects/{project_id}/members/{member_id}/templates';
const { members } = texts;

export function Templates({ member }: { member: Schemas['MemberView'] }) {
  const mayManage = useMayManage();
  const [removing, setRemoving] = useState<string | null>(null);
  const path = { project_id: member.project_id, member_id: member.member_id };
  const templates = api.useQuery('get', PATH, { params: { path } });
  return (
    <Panel title={members.templates}>
      <Loaded of={templates}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={members.not_enrolled} />
          ) : (
            <PlainTable
              name={members.templates}
              heads={[members.hand, members.quality, members.enrolled]}
              acts={mayManage}
            >
              {data.map((template) => (
                <tr key={template.template_id}>
                  <td>{word(members.hand_words, template.hand)}</td>
                  <td>{percent(template.quality)}</td>
                  <td>
                    <Moment instant={template.created_at} />
                  </td>
                  {mayManage && (
                    <td>
                      <Button kind="danger" size="small" onClick={() => setRemoving(template.template_id)}>
                        {texts.actions.remove}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Loaded>
      <Confirm
        open={removing !== null}
        close={() => setRemoving(null)}
        title={members.remove_template}
        action={texts.actions.remove}
        run={async () => {
          await gateway.DELETE(`${PATH}/{template_id}`, { params: { path: { ...path, template_id: removing! } } });
          await refresh('/v1/projects/{project_id}/members');
        }}
      >
        <p>{members.remove_template_text}</p>
      </Confirm>
    </Panel>
  );
}
