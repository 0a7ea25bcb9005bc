/** Erasing a person: everything that points to them goes; a signed receipt with counts stays. */
import { useState } from 'react';
import { refresh, type Schemas } from '../api/client.ts';
import { nameOf } from '../members/member-name.ts';
import { fill, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form, type FormValues } from '../ui/form.tsx';
import { DetailList } from '../ui/page.tsx';
import { Loading, RefusalNote } from '../ui/states.tsx';
import { askErasure, downloadExport, type Erasure, finished } from './erasures.ts';

const { privacy } = texts;

interface Props {
  member: Schemas['MemberView'];
  open: boolean;
  close: () => void;
  /** When the person is gone and the receipt was seen. */
  gone: () => void;
}

export function EraseDialog({ member, open, close, gone }: Props) {
  const [erasure, setErasure] = useState<Erasure | null>(null);
  const [error, setError] = useState<unknown>(null);
  const name = nameOf(member);
  const leave = () => {
    setError(null);
    if (!erasure) return close();
    gone();
    void refresh('/v1/projects/{project_id}/members');
  };
  const erase = async (values: FormValues) => {
    if (values.text('confirm') !== name) return;
    const asked = await askErasure(member, values.text('reason'));
    setErasure(asked);
    setErasure(await finished(asked));
  };
  return (
    <Dialog open={open} close={leave} title={fill(privacy.title, { name })} wide={erasure !== null}>
      {erasure ? (
        <Receipt erasure={erasure} leave={leave} />
      ) : (
        <>
          <p>{privacy.text}</p>
          <p>
            <Button size="small" onClick={() => void downloadExport(member).catch(setError)}>
              {privacy.export}
            </Button>
          </p>
          <Form action={privacy.erase} danger cancel={leave} send={erase}>
            <TextField name="reason" label={privacy.reason} hint={privacy.reason_hint} required maxLength={500} />
            <TextField name="confirm" label={fill(privacy.confirm, { name })} required pattern={asPattern(name)} />
          </Form>
        </>
      )}
      <RefusalNote error={error} />
    </Dialog>
  );
}

function Receipt({ erasure, leave }: { erasure: Erasure; leave: () => void }) {
  const counts = Object.entries(erasure.counts);
  return (
    <div className="stack" data-erasure={erasure.status}>
      {erasure.status === 'completed' ? <p role="status">{privacy.done}</p> : <Loading lines={1} />}
      <DetailList of={counts.map(([what, n]) => [what.replaceAll('_', ' '), String(n)])} />
      {erasure.receipt && <pre tabIndex={0}>{erasure.receipt}</pre>}
      <div className="dialog-foot">
        {erasure.receipt && <Copy text={erasure.receipt} label={privacy.copy_receipt} />}
        <Button kind="primary" onClick={leave}>
          {texts.actions.done}
        </Button>
      </div>
    </div>
  );
}

const asPattern = (name: string): string => `\\s*${name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}\\s*`;
