/** The fields of a member, for a new one and for changes. */
import type { Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { texts } from '../texts/texts.ts';
import { TextArea, TextField } from '../ui/fields.tsx';
import type { FormValues } from '../ui/form-values.ts';

const { members } = texts;

export function MemberFields({ member }: { member?: Schemas['MemberView'] }) {
  const metadata = member && Object.keys(member.metadata).length > 0 ? JSON.stringify(member.metadata, null, 2) : '';
  return (
    <>
      <TextField
        name="display_name"
        label={members.name}
        hint={members.name_hint}
        defaultValue={member?.display_name ?? ''}
        maxLength={200}
      />
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

/** @throws Refusal at the field: someone who has neither name nor id cannot be found again */
export function memberFrom(values: FormValues) {
  const member = {
    display_name: values.textOrNull('display_name'),
    external_id: values.textOrNull('external_id'),
    email: values.textOrNull('email'),
    phone: values.textOrNull('phone'),
    metadata: objectFrom(values.text('metadata')),
  };
  if (member.display_name === null && member.external_id === null)
    throw Refusal.atField('display_name', members.name_needed);
  return member;
}

function objectFrom(text: string): Record<string, never> | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, never>;
  } catch {
    // refused below
  }
  throw Refusal.atField('metadata', members.metadata_fault);
}
