/** For a person who belongs to no organization yet. */
import { gateway, queries } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Page, Panel } from '../ui/page.tsx';

export function Welcome() {
  return (
    <Page title={texts.tenancy.welcome} timeless>
      <Panel>
        <p>{texts.tenancy.no_organization}</p>
        <Form
          action={texts.tenancy.create_organization}
          disposable
          send={async (values) => {
            await gateway.POST('/v1/organizations', { body: { name: values.text('name') } });
            await queries.invalidateQueries();
          }}
        >
          <TextField name="name" label={texts.tenancy.organization_name} required maxLength={200} />
        </Form>
      </Panel>
    </Page>
  );
}
