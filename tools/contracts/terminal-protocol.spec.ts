/** The protocol as a terminal's author reads it: every message has its schemas, and the guide tells of all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

interface Message {
  message: string;
  body: object | null;
  answer: object | null;
}
const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const protocol = JSON.parse(read('contracts/terminal-protocol.json')) as {
  messages: Message[];
  socket: { to_terminal: Record<string, object>; from_terminal: Record<string, { body: object; answer: object }> };
  errors: Record<string, { status: number }>;
  schemas: Record<string, object>;
};
const guide = read('docs/terminal-protocol.md');

describe('contracts/terminal-protocol.json', () => {
  it('describes every message by schemas that can be used', () => {
    const events = Object.values(protocol.socket.from_terminal).flatMap(({ body, answer }) => [body, answer]);
    const schemas = [...protocol.messages.flatMap(({ body, answer }) => [body, answer]), ...events];
    const all = [...schemas, ...Object.values(protocol.socket.to_terminal)].filter((schema) => schema !== null);
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'protocol', schemas: protocol.schemas });
    for (const schema of all)
      expect(() =>
        ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"protocol#/')) as object),
      ).not.toThrow();
    expect(protocol.messages.length).toBeGreaterThanOrEqual(8);
    expect(protocol.messages.filter(({ answer }) => answer === null)).toEqual([]);
  });

  it('is told in the guide: every message, every event', () => {
    const paths = protocol.messages.map(({ message }) => message.split('/').at(-1)!);
    const events = [...Object.keys(protocol.socket.to_terminal), ...Object.keys(protocol.socket.from_terminal)];
    expect([...paths, ...events].filter((word) => !guide.includes(word))).toEqual([]);
  });

  it('has every refusal that the guide speaks of', () => {
    const spoken = [...guide.matchAll(/\b(?:401|403|404|409|410|429) ([a-z]+_[a-z_]+|expired)\b/g)].map(
      ([, code]) => code!,
    );
    expect(spoken.length).toBeGreaterThan(5);
    expect(spoken.filter((code) => !protocol.errors[code])).toEqual([]);
  });
});
