import { describe, expect, it } from '@jest/globals';
import { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { Retention } from './index.js';

describe('retention', () => {
  it('logs a rule that fails and applies those after it', async () => {
    const applied: string[] = [];
    const systemQuery = async (reason: string) => {
      applied.push(reason);
      if (reason === 'second') throw new Error('relation "second" does not exist');
      return [{ n: '0' }];
    };
    const lines: object[] = [];
    const log = { warn: (details: object, message: string) => void lines.push({ ...details, message }) };
    const retention = new Retention({ systemQuery } as unknown as Database, new Clock(), log);
    for (const reason of ['first', 'second', 'third', 'fourth'])
      retention.register({ reason, table: reason, key: 'id', where: 'created_at < $1', retentionMs: 1 });
    await retention.sweep();
    expect(applied).toEqual(['first', 'second', 'third', 'fourth']);
    expect(lines).toMatchObject([
      { reason: 'second', table: 'second', message: 'could not delete rows whose time is over' },
    ]);
  });
});
