/** The code that a terminal shows, and the name that it gets. */
import { dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';

const { devices } = texts;
const PATH = '/v1/projects/{project_id}/devices';

interface PairFormProps {
  projectId: string;
  /** From the terminal's QR code. */
  code?: string | undefined;
  cancel?: () => void;
  paired: (device: Schemas['DeviceView']) => Promise<unknown>;
}

export function PairForm({ projectId, code, cancel, paired }: PairFormProps) {
  return (
    <Form
      action={devices.pair_action}
      cancel={cancel}
      send={async (values) => {
        const body = { registration_code: values.text('registration_code'), name: values.textIfAny('name') };
        const device = await dataOf(gateway.POST(PATH, { params: { path: { project_id: projectId } }, body }));
        await paired(device);
        await refresh(PATH);
      }}
    >
      <TextField
        name="registration_code"
        label={devices.code}
        hint={devices.code_hint}
        className="code"
        placeholder="WDJB-MJHT"
        defaultValue={code}
        required
        maxLength={32}
        spellCheck={false}
        autoCapitalize="characters"
      />
      <TextField name="name" label={devices.name} hint={devices.name_hint} maxLength={200} />
    </Form>
  );
}
