/** Pages for visitors who know no address: a front page at `/`, and `/docs/errors`, where `docs_url` leads. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RefusalTable } from '#platform/openapi';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:3rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8884}
tr:target{background:#ffd54a40}code{font-size:.95em}a{color:inherit}dt{font-weight:600;margin-top:.8rem}dd{margin:0}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const CSP = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Where to go from here; the same for people and programs. */
const PLACES = {
  console: ['/console', 'The console: pair terminals, enroll people, keep keys, webhooks and rules.'],
  docs: ['/docs', 'The API, operation by operation.'],
  openapi: ['/openapi.json', 'The same for programs.'],
  errors: ['/docs/errors', 'Every code with which a request can be refused.'],
  health: ['/health', 'Whether everything is there that is needed.'],
} as const;

export function bindFrontPages(server: FastifyInstance, refusals: RefusalTable): void {
  const front = frontPage();
  const errors = errorsPage(refusals);
  const links = Object.fromEntries(Object.entries(PLACES).map(([name, [path]]) => [name, path]));
  server.get('/', (request, reply) => {
    void reply.header('Vary', 'Accept');
    return wantsPage(request.headers.accept)
      ? sendPage(reply, front)
      : reply.send({ name: 'Thenar', api: '/v1', ...links });
  });
  server.get('/docs/errors', (_, reply) => sendPage(reply, errors));
}

/** Browsers name text/html; `curl` and libraries take anything and get JSON. */
const wantsPage = (accept = ''): boolean => /\btext\/html\b/i.test(accept);

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('Content-Security-Policy', CSP).type('text/html; charset=utf-8').send(page);
}

function frontPage(): string {
  const lines = Object.values(PLACES).map(([path, words]) => `<dt><a href="${path}">${path}</a></dt><dd>${words}</dd>`);
  return page(
    'Thenar',
    `<h1>Thenar</h1>\n<p>This is a palm-biometric gateway. Programs speak to it below <code>/v1</code>.</p>\n<dl>${lines.join('\n')}</dl>`,
  );
}

function errorsPage({ codes }: RefusalTable): string {
  const lines = Object.entries(codes).map(
    ([code, [status, message]]) =>
      `<tr id="${code}"><td><a href="#${code}"><code>${code}</code></a></td><td>${status}</td><td>${escapeHtml(message)}</td></tr>`,
  );
  return page(
    'Errors · Thenar',
    `<h1>Errors</h1>
<p>Decide by <code>code</code>: it does not change, the sentences may. <code>request_id</code> names the line in the gateway’s log.
Which operation answers which code stands in <a href="/docs">the API’s description</a>.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>What it says</th></tr></thead><tbody>
${lines.join('\n')}
</tbody></table>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
