/** What is written down about a member, for the new one and for changes. */
import type { Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { TextArea, TextField } from '../ui/fields.tsx';
import type { FormValues } from '../ui/form.tsx';
import { Refusal } from '../api/refusal.ts';

const { members } = texts;

export function MemberFields({ member }: { member?: Schemas['MemberView'] }) {
  const metadata = member && Object.keys(member.metadata).length > 0 ? JSON.stringify(member.metadata, null, 2) : '';
  return (
    <>
      <TextField name="display_name" label={members.name} defaultValue={member?.display_name ?? ''} maxLength={200} />
      <TextField
        name="external_id"
        label={members.external_id}
        hint={members.external_id_hint}
        defaultValue={member?.external_id ?? ''}
        maxLength={200}
      />
      <TextField name="email" label={members.email} type="email" defaultValue={member?.email ?? ''} maxLength={254} />
      <TextField name="phone" label={members.phone} type="tel" defaultValue={member?.phone ?? ''} maxLength={32} />
      <TextArea
        name="metadata"
        label={members.metadata}
        hint={members.metadata_hint}
        defaultValue={metadata}
        spellCheck={false}
        rows={3}
      />
    </>
  );
}

/** @throws Refusal at `metadata` when it is not JSON */
export function memberFrom(values: FormValues) {
  return {
    display_name: values.textOrNull('display_name'),
    external_id: values.textOrNull('external_id'),
    email: values.textOrNull('email'),
    phone: values.textOrNull('phone'),
    metadata: objectFrom(values.text('metadata')),
  };
}

function objectFrom(text: string): Record<string, never> | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, never>;
  } catch {
    // said below
  }
  throw new Refusal(400, 'validation_error', members.metadata_fault, null, [
    { field: 'metadata', message: members.metadata_fault },
  ]);
}
