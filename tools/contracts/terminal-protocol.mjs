/** The terminal protocol by itself: its HTTP messages out of the OpenAPI document, the socket's events out of the code that sends them. */
import { openApiDocument } from '../../dist/apps/gateway/src/boot/http-extras.js';
import { SOCKET_LIMITS } from '../../dist/apps/gateway/src/terminal/terminal-io.adapter.js';
import { FROM_TERMINAL, TERMINAL_ERRORS, TO_TERMINAL } from '../../dist/apps/gateway/src/terminal/terminal-protocol.js';

const HTTP = '/v1/terminal/';
const bodyOf = (part) => inPlace(part?.content?.['application/json']?.schema ?? null);

export function renderTerminalProtocol(app) {
  const document = openApiDocument(app);
  const messages = Object.entries(document.paths)
    .filter(([path]) => path.startsWith(HTTP))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, operations]) => Object.entries(operations).map(([method, one]) => message(path, method, one)));
  const socket = {
    namespace: '/terminal',
    path: SOCKET_LIMITS.path,
    transports: SOCKET_LIMITS.transports,
    most_frame_bytes: SOCKET_LIMITS.maxHttpBufferSize,
    handshake: { auth: { token: 'access token', dpop: 'proof with htm GET and htu <origin>/socket.io/' } },
    to_terminal: TO_TERMINAL,
    from_terminal: FROM_TERMINAL,
  };
  const schemas = reached({ messages, socket }, document.components.schemas);
  const protocol = {
    title: 'The terminal protocol of Thenar',
    version: document.info.version,
    proof: { header: 'DPoP', standard: 'RFC 9449', algorithm: 'ES256', nonce_header: 'DPoP-Nonce' },
    credentials: credentialsOf(messages, document.components.securitySchemes),
    messages,
    socket,
    errors: TERMINAL_ERRORS,
    schemas,
  };
  return `${JSON.stringify(protocol, null, 2)}\n`;
}

/** What the messages' credentials mean. */
function credentialsOf(messages, schemes) {
  const names = [...new Set(messages.flatMap(({ credential }) => credential))].sort();
  return Object.fromEntries(names.map((name) => [name, schemes[name].description]));
}

function message(path, method, { summary, requestBody, responses, security }) {
  const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith('2'));
  return {
    ...{ message: `${method.toUpperCase()} ${path}`, title: summary, credential: Object.keys(security?.[0] ?? {}) },
    ...{ body: bodyOf(requestBody), status: Number(status), answer: bodyOf(answer) },
  };
}

/** `#/components/schemas/X` of the OpenAPI document is `#/schemas/X` here. */
function inPlace(value) {
  return JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/schemas/'));
}

/** Every schema that is named from here, by name. */
function reached(from, all) {
  const found = new Map();
  const walk = (value) => {
    for (const [, name] of JSON.stringify(value).matchAll(/#\/schemas\/(\w+)/g)) {
      if (found.has(name)) continue;
      if (!all[name]) throw new Error(`the protocol names a schema that is not there: ${name}`);
      found.set(name, inPlace(all[name]));
      walk(found.get(name));
    }
  };
  walk(from);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
