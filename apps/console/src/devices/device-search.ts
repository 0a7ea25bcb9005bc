/** Terminals found by name or serial number, as choices of a picker. */
import { dataOf, gateway } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';
import type { Choice } from '../ui/picker.tsx';

const MAX_FOUND = 20;

export async function searchDevices(projectId: string, text: string): Promise<Choice[]> {
  const { data } = await dataOf(
    gateway.GET('/v1/projects/{project_id}/devices', {
      params: { path: { project_id: projectId }, query: { per_page: MAX_FOUND, q: text || undefined } },
    }),
  );
  return data.map(({ device_id, name, status, serial_number }) => ({
    value: device_id,
    label: name,
    detail: `${serial_number} · ${word(texts.devices.statuses, status)}`,
  }));
}
