/** The guide's ways to verify a webhook, run as they are printed, on what another implementation has signed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';

const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/webhooks.md'), 'utf8');
const printed = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)![1]!;
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const BODY = '{"type":"webhook.test","name":"Żaneta"}';

/** Program → how it is called, and what asks the printed function about three arguments: body, headers as JSON, secret. */
const WAYS = {
  js: {
    file: 'verify.mjs',
    command: [process.execPath],
    main: 'const [, , body, headers, secret] = process.argv; console.log(isGenuine(Buffer.from(body), JSON.parse(headers), secret));',
  },
  python: {
    file: 'verify.py',
    command: ['python3'],
    main: 'import json, sys\nprint(str(is_genuine(sys.argv[1].encode(), json.loads(sys.argv[2]), sys.argv[3])).lower())',
  },
  java: { file: 'Verify.java', command: ['java'], main: '' },
} as const;

const folder = mkdtempSync(join(tmpdir(), 'thenar-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verdict(language: keyof typeof WAYS, body: string, headers: Record<string, string>): string {
  const { file, command, main } = WAYS[language];
  const [program, ...options] = command;
  const path = join(folder, file);
  writeFileSync(path, language === 'java' ? javaProgram(body, headers) : `${printed(language)}\n${main}\n`);
  const { status, stdout, stderr } = spawnSync(program!, [...options, path, body, JSON.stringify(headers), SECRET], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** Java runs the first class of a file; what it is asked about is written into it. */
function javaProgram(body: string, headers: Record<string, string>): string {
  const map = Object.entries(headers)
    .map(([name, value]) => `${JSON.stringify(name)}, ${JSON.stringify(value)}`)
    .join(', ');
  const bytes = Buffer.from(body).toString('base64');
  const code = printed('java');
  const at = code.indexOf('class Webhooks');
  const main = `class Verify { public static void main(String[] a) throws Exception {
    System.out.println(Webhooks.isGenuine(Base64.getDecoder().decode("${bytes}"), Map.of(${map}), "${SECRET}")); } }\n`;
  return code.slice(0, at) + main + code.slice(at);
}

const runs = (program: string) => spawnSync(program, ['-version']).error === undefined;

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('the guide to webhooks in %s', (language) => {
  const present = runs(WAYS[language].command[0]);
  (present ? it : it.skip)('lets pass what is signed, and refuses another body and an old time', () => {
    const headers = (at: Date) => ({
      'webhook-id': 'e',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': `v1,AAAA ${new Webhook(SECRET).sign('e', at, BODY)}`,
    });
    expect(verdict(language, BODY, headers(new Date()))).toBe('true');
    expect(verdict(language, `${BODY} `, headers(new Date()))).toBe('false');
    expect(verdict(language, BODY, headers(new Date(Date.now() - 301_000)))).toBe('false');
  });
});
