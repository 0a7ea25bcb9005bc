/** Erasing a person: everything that points to them goes; a signed receipt with counts stays. */
import { useState } from 'react';
import { refresh, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { nameOf } from '../members/member-name.ts';
import { fill, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import type { FormValues } from '../ui/form-values.ts';
import { Loading, RefusalNote } from '../ui/states.tsx';
import { askErasure, downloadExport, type Erasure, untilCompleted } from './erasures.ts';
import { Receipt } from './receipt.tsx';

const { privacy } = texts;

interface EraseDialogProps {
  member: Schemas['MemberView'];
  open: boolean;
  close: () => void;
  /** When the person is gone and the receipt was seen. */
  gone: () => void;
}

export function EraseDialog({ member, open, close, gone }: EraseDialogProps) {
  const [erasure, setErasure] = useState<Erasure | null>(null);
  const [error, setError] = useState<unknown>(null);
  const name = nameOf(member);
  const leave = () => {
    setError(null);
    if (!erasure) return close();
    gone();
    void refresh('/v1/projects/{project_id}/members', '/v1/projects/{project_id}/erasures');
  };
  const erase = async (values: FormValues) => {
    if (values.text('confirm') !== name) throw Refusal.atField('confirm', privacy.wrong_name);
    const asked = await askErasure(member, values.text('reason'));
    setErasure(asked);
    setErasure(await untilCompleted(asked));
  };
  return (
    <Dialog
      open={open}
      close={leave}
      title={fill(privacy.title, { name })}
      wide={erasure !== null}
      locked={erasure !== null}
    >
      {erasure ? (
        <div className="stack" data-erasure={erasure.status}>
          {erasure.status === 'completed' ? <p role="status">{privacy.done}</p> : <Loading lines={1} />}
          <Receipt erasure={erasure} />
          <div className="dialog-foot">
            <Button kind="primary" onClick={leave}>
              {erasure.receipt ? texts.actions.saved_it : texts.actions.done}
            </Button>
          </div>
        </div>
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
            <TextField name="confirm" label={fill(privacy.confirm, { name })} required />
          </Form>
        </>
      )}
      <RefusalNote error={error} />
    </Dialog>
  );
}
