import { type Command, CommandUnavailable, EXIT, runProgram } from './index.js';

const BAKE: Command = {
  name: 'rolls bake',
  group: 'Bakers',
  says: 'Bakes rolls of one kind until the tray is full, and says how many there are and how long they may be kept in the shop.',
  details: 'The oven must be warm.\n\nRolls of yesterday are left alone.',
  operands: ['KIND', '[NOTE]'],
  options: { trays: { value: 'N', says: 'how many trays', required: true }, quick: { says: 'do not wait' } },
  run: ({ operands: [kind], options: { trays }, switches: { quick } }) => {
    if (kind === 'stone') return Promise.reject(new Error('Stone cannot be baked.'));
    if (kind === 'cold') return Promise.reject(new CommandUnavailable('The oven is cold: light it.'));
    const n = Number(trays) * 12;
    return Promise.resolve({ text: `${n} ${kind} rolls`, data: { kind, n, quick }, exitCode: n === 0 ? 1 : 0 });
  },
};
const SERVE: Command = { name: 'serve', group: 'Sellers', says: 'Sells.', run: () => Promise.resolve(null) };

async function run(...args: string[]) {
  const printed = { out: '', err: '' };
  const code = await runProgram({ program: 'bakery', says: 'A bakery.', commands: [BAKE, SERVE] }, args, {
    env: {},
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
  });
  return { code, ...printed };
}

describe('a program made of commands', () => {
  it('prints the result for people, or as JSON', async () => {
    expect(await run('rolls', 'bake', 'rye', '--trays', '2')).toEqual({ code: 0, out: '24 rye rolls\n', err: '' });
    const { out } = await run('rolls', 'bake', 'rye', 'a note', '--trays=2', '--json', '--quick');
    expect(JSON.parse(out)).toEqual({ kind: 'rye', n: 24, quick: true });
  });

  it('answers with the exit code of the command, or null while it goes on', async () => {
    expect((await run('rolls', 'bake', 'rye', '--trays', '0')).code).toBe(EXIT.failed);
    expect(await run('serve')).toEqual({ code: null, out: '', err: '' });
  });

  it.each([
    [['rolls', 'bake', '--trays', '1'], /^KIND is missing\nusage: bakery rolls bake KIND \[NOTE\] --trays N/],
    [['rolls', 'bake', 'rye'], /^--trays is missing/],
    [['rolls', 'bake', 'a', 'b', 'c', '--trays', '1'], /^"c" is one word too many/],
    [['rolls', 'bake', 'rye', '--tray', '1'], /^Unknown option '--tray'/],
    [['rolls'], /^"rolls" is not a command/],
    [[], /^bakery needs a command/],
  ])('refuses %j with a sentence and the usage', async (args, words) => {
    const { code, out, err } = await run(...args);
    expect([code, out, err]).toEqual([EXIT.misused, '', expect.stringMatching(words)]);
  });

  it('says what failed without a stack, for people and for programs', async () => {
    expect(await run('rolls', 'bake', 'stone', '--trays', '1')).toEqual({
      code: EXIT.failed,
      out: '',
      err: 'Stone cannot be baked.\n',
    });
    const { code, err } = await run('rolls', 'bake', 'cold', '--trays', '1', '--json');
    expect([code, JSON.parse(err)]).toEqual([
      EXIT.unavailable,
      { error: { message: 'The oven is cold: light it.', exit_code: EXIT.unavailable } },
    ]);
  });

  it('has a page of all commands and a page for each, no line longer than a terminal is wide', async () => {
    const pages = [await run('--help'), await run('help', 'rolls', 'bake'), await run('rolls', 'bake', '-h')];
    expect(pages.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(pages[0]!.out).toMatch(/Bakers\n {2}rolls bake +Bakes[\s\S]*Sellers\n {2}serve +Sells\./);
    expect(pages[1]!.out).toBe(pages[2]!.out);
    expect(pages[1]!.out).toMatch(/The oven must be warm\.\n\nRolls[\s\S]*--trays N +how many trays/);
    const lines = pages.flatMap(({ out }) => out.split('\n'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
