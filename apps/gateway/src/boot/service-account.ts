/** The service account by which disabled and revoked Firebase users are noticed. */
import { readFileSync } from 'node:fs';

/** @returns one sentence where the file cannot serve, else null */
export function serviceAccountTrouble(file: string, projectId: string | null): string | null {
  const about = (what: string) => `GOOGLE_APPLICATION_CREDENTIALS: ${file} ${what}`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return about(missing ? 'is not there: give the path of a service account file.' : 'cannot be read by this user.');
  }
  const account = parse(text);
  if (typeof account?.private_key !== 'string' || typeof account.client_email !== 'string')
    return about('is no service account file: download its JSON from the Firebase console again.');
  if (projectId !== null && account.project_id !== projectId)
    return about(`belongs to project ${String(account.project_id)}, not to FIREBASE_PROJECT_ID ${projectId}.`);
  return null;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}
