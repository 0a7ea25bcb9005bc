import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFaults, NO_FAULTS, readFaults } from './faults.js';

describe('fleet fault file', () => {
  it('the file that ships with the terminal is readable', () => {
    const file = join(import.meta.dirname, '../../faults.json');
    expect(readFaults(file)).toMatchObject({ drop_request: 0.03, slow_ack_ms: [200, 2000] });
  });

  it('faults that are not named do not happen', () => {
    expect(checkFaults({ duplicate: 1 })).toEqual({ ...NO_FAULTS, duplicate: 1 });
  });

  it('an invalid file is refused', () => {
    const nonsense = [
      [],
      null,
      'x',
      { rain: 1 },
      { drop_answer: 2 },
      { drop_answer: [0, 1] },
      { slow_ack_ms: 5 },
      { reboot_ms: [2, 1] },
    ];
    for (const words of nonsense)
      expect(() => checkFaults(words)).toThrow(expect.objectContaining({ name: 'UsageError' }));
    const folder = mkdtempSync(join(tmpdir(), 'thenar-faults-'));
    writeFileSync(join(folder, 'faults.json'), '{');
    expect(() => readFaults(join(folder, 'faults.json'))).toThrow('cannot read');
    expect(() => readFaults(join(folder, 'absent.json'))).toThrow('cannot read');
    rmSync(folder, { recursive: true });
  });
});
