/** The page behind the sign-in link: no script, nothing loaded, only lines to copy. */
import { createHash } from 'node:crypto';
import type { SignInView } from './sign-in.view.js';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem}
pre{background:#f3f3f0;padding:1rem;border-radius:.4rem;white-space:pre-wrap;overflow-wrap:anywhere;user-select:all}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export const SIGN_IN_PAGE_CSP = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** @param origin where this gateway was reached */
export function signInPage(view: SignInView, origin: string): string {
  const bearer = escapeHtml(`Authorization: Bearer ${view.id_token}`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Signed in to Thenar (development)</title>
<style>${STYLE}</style>
<h1>Signed in</h1>
<p>You are <b>${escapeHtml(view.email)}</b> (${escapeHtml(view.uid)}) for the next ${Math.round(view.expires_in / 60)} minutes;
open the link again for a fresh token. A click on a box selects all of it.</p>
<h2>Header</h2>
<pre>${bearer}</pre>
<h2>Command line</h2>
<pre>curl -H '${bearer}' ${escapeHtml(origin)}/v1/organizations</pre>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
