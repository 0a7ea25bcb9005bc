/** The consent page, as HTML from the server: no script, nothing loaded, everything from outside escaped. */
import { createHash } from 'node:crypto';
import { SCOPES } from './scopes.js';
import type { ProjectAccess } from '../tenancy/project-access.policy.js';
import type { GrantView } from './cli-grants.view.js';

/** The console's colours, by hand: this page loads nothing. */
const STYLE = `:root{color-scheme:light dark;--ground:#f5f7f5;--surface:#fff;--ink:#17201d;--muted:#55605b;--edge:#7b8883;--line:#dce2de;--accent:#0c6556;--on-accent:#fff;--note:#fcf0d8}
@media(prefers-color-scheme:dark){:root{--ground:#0f1412;--surface:#171e1b;--ink:#e9efec;--muted:#a5b2ab;--edge:#6d7b75;--line:#2d3833;--accent:#63cdb6;--on-accent:#05231c;--note:#35280d}}
body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;color:var(--ink);background:var(--ground)}
main{box-sizing:border-box;width:min(36rem,100vw - 2rem);margin:1rem;padding:1.5rem 1.75rem;background:var(--surface);border:1px solid var(--line);border-radius:1rem}
h1{font-size:1.4rem;margin:0 0 1rem}a{color:var(--accent)}code.big{font-size:2rem;letter-spacing:.12em;display:block;margin:.5rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
label{display:block;margin:.75rem 0 .25rem}select,input[type=text],input[type=password]{width:100%;font:inherit;padding:.45rem .6rem;box-sizing:border-box;color:inherit;background:var(--surface);border:1px solid var(--edge);border-radius:.5rem}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1rem 0}fieldset label{display:inline-block;width:14rem;margin:.1rem 0}input[type=checkbox]{accent-color:var(--accent)}
button{font:inherit;padding:.5rem 1.2rem;margin:1rem .5rem 0 0;border-radius:.5rem;border:1px solid var(--edge);background:var(--surface);color:inherit;cursor:pointer}
button.yes{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}.note{background:var(--note);padding:.6rem .8rem;border-radius:.5rem}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export const CONSENT_CSP = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export function codePage(note?: string): string {
  return page(
    'Connect a program',
    `${noteOf(note)}<form method="get" action="/cli/auth"><label for="code">The code that your program shows</label>
<input type="text" id="code" name="code" placeholder="ABCD-EFGH" autocomplete="off" autofocus required maxlength="20"><button class="yes">Go on</button></form>`,
  );
}

export function signInPage(code: string, wayIn: 'link' | 'token', note?: string): string {
  const words =
    wayIn === 'link'
      ? 'Paste the sign-in link that the gateway printed when it started, or an ID token.'
      : 'Paste a fresh Firebase ID token of yours; the console shows it under your name.';
  return page(
    'Sign in',
    `${noteOf(note)}<p>${words}</p><form method="post" action="/cli/auth/sign-in"><input type="hidden" name="code" value="${escapeHtml(code)}">
<label for="proof">Sign-in link or ID token</label><input type="password" id="proof" name="proof" autocomplete="off" autofocus required>
<button class="yes">Sign in</button></form>
<p>Or decide in <a href="/console/connect?code=${encodeURIComponent(code)}">the console</a>, where you may be signed in already.</p>`,
  );
}

export function consentPage(
  grant: GrantView,
  projects: ProjectAccess[],
  form: { token: string; note?: string },
): string {
  if (projects.length === 0)
    return page('No project', '<p>You are owner or admin of no organization with a project; a key needs one.</p>');
  const options = projects.map(({ project, environment }) => {
    const kind = environment?.mode === 'sandbox' ? 'test key' : 'live key';
    return `<option value="${project.projectId}">${escapeHtml(project.name)} (${kind})</option>`;
  });
  const scopes = SCOPES.map(
    (scope) => `<label><input type="checkbox" name="scopes" value="${scope}" checked> ${scope}</label>`,
  );
  return page(
    'Let a program in?',
    `${noteOf(form.note)}<p><b>${escapeHtml(grant.client_name)}</b> asks for an API key. Compare the code with the one that the program shows:</p>
<code class="big">${escapeHtml(grant.user_code)}</code>
<dl><dt>Asked from</dt><dd>${escapeHtml(grant.address)}</dd><dt>Asked at</dt><dd>${grant.created_at}</dd><dt>Good until</dt><dd>${grant.expires_at}</dd></dl>
<form method="post" action="/cli/auth/decide">
<input type="hidden" name="code" value="${escapeHtml(grant.user_code)}"><input type="hidden" name="form_token" value="${escapeHtml(form.token)}">
<label for="project">Project that the key is for; its environment makes it a live or a test key</label>
<select id="project" name="project_id">${options.join('')}</select>
<fieldset><legend>What the key may do</legend>${scopes.join('\n')}</fieldset>
<button class="yes" name="decision" value="approve">Approve</button><button name="decision" value="deny">Deny</button>
</form>`,
  );
}

export function donePage(grant: GrantView, decision: 'approve' | 'deny'): string {
  const name = `<b>${escapeHtml(grant.client_name)}</b>`;
  return decision === 'approve'
    ? page(
        'Approved',
        `<p>${name} gets its key at its next question. You can close this page; the key can be revoked in the list of API keys at any time.</p>`,
      )
    : page('Denied', `<p>${name} gets nothing. You can close this page.</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="same-origin">
<title>${escapeHtml(title)} · Thenar</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>
`;
}

function noteOf(note?: string): string {
  return note === undefined ? '' : `<p class="note" role="alert">${escapeHtml(note)}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
