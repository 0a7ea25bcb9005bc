import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { extract } from './extract.js';
import {
  checkTemplate,
  COARSE_OFFSET,
  COARSE_PREFIX_BYTES,
  ENGINE_VERSION,
  MASK_OFFSET,
  TEMPLATE_BYTES,
} from './template.js';
import { drawPalm } from './synthetic/draw-palm.js';

const template = extract(drawPalm({ identity: 'golden', capture: '1' }));

describe('a template', () => {
  it('is 1,088 bytes: fine code, mask, coarse code with a prefix of its own', () => {
    expect([TEMPLATE_BYTES, MASK_OFFSET, COARSE_OFFSET, COARSE_PREFIX_BYTES]).toEqual([1088, 768, 896, 96]);
    expect(template).toHaveLength(TEMPLATE_BYTES);
  });

  it('passes its check', () => {
    expect(checkTemplate(template)).toBeNull();
    expect(checkTemplate(template, ENGINE_VERSION)).toBeNull();
  });

  it('of another length or version does not pass', () => {
    expect(checkTemplate(template.subarray(1))).toBe('wrong_length');
    expect(checkTemplate(template, ENGINE_VERSION + 1)).toBe('wrong_version');
  });

  it('that is empty, full or blind is no palm code', () => {
    expect(checkTemplate(new Uint8Array(TEMPLATE_BYTES))).toBe('not_a_palm_code');
    expect(checkTemplate(new Uint8Array(TEMPLATE_BYTES).fill(255))).toBe('not_a_palm_code');
    const blind = template.slice().fill(0, MASK_OFFSET, COARSE_OFFSET);
    expect(checkTemplate(blind)).toBe('not_a_palm_code');
  });
});

describe('golden templates', () => {
  it.each([
    ['golden', '1', 'left', 'd7a7cbf67f3fe7a5adf1a567718b9440'],
    ['golden', '2', 'right', '653e05a307d77180a944eae678500ff9'],
    ['another', '1', 'left', '56fa22921934e8474e8a15573bb2c795'],
  ] as const)('of %s, capture %s, %s hand stays the same to the bit', (identity, capture, hand, hash) => {
    const bytes = extract(drawPalm({ identity, capture, hand }));
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 32)).toBe(hash);
  });
});
