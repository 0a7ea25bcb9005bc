import type { ScanResult } from '../scans/scan-result.entity.js';
import { isUsable, SCAN_FRESH_MS } from './scan-use.policy.js';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const scan = (facts: Partial<ScanResult> = {}) =>
  ({
    operation: 'identify',
    result: 'matched',
    memberId: 'm',
    deviceId: 'd',
    verdict: null,
    createdAt: new Date(NOW),
    capturedAt: new Date(NOW),
    claimedCapturedAt: null,
    offline: false,
    ...facts,
  }) as ScanResult;
const by = (use: { nowMs?: number; deviceId?: string; memberId?: string } = {}) => ({
  nowMs: NOW,
  deviceId: null,
  memberId: null,
  ...use,
});

describe('a scan', () => {
  it('carries a transaction when it knew the person', () => {
    expect(isUsable(scan(), by())).toBe(true);
    expect(isUsable(scan({ operation: 'verify', verdict: 'challenge' }), by())).toBe(true);
  });

  it('carries none when it did not', () => {
    for (const result of ['not_matched', 'ambiguous', 'duplicate', 'low_quality', 'liveness_failed', 'error'] as const)
      expect(isUsable(scan({ result }), by())).toBe(false);
    expect(isUsable(scan({ memberId: null }), by())).toBe(false);
  });

  it('carries none when it was an enrollment, or blocked', () => {
    expect(isUsable(scan({ operation: 'enroll' }), by())).toBe(false);
    expect(isUsable(scan({ verdict: 'block' }), by())).toBe(false);
  });

  it('carries none when its capture is older than five minutes, however late it arrived', () => {
    expect(isUsable(scan({ offline: true, capturedAt: new Date(NOW - SCAN_FRESH_MS) }), by())).toBe(true);
    expect(isUsable(scan({ offline: true, capturedAt: new Date(NOW - SCAN_FRESH_MS - 1) }), by())).toBe(false);
  });

  it('carries none when it was kept offline by a terminal whose clock cannot be right', () => {
    const claimedCapturedAt = new Date(0);
    expect(isUsable(scan({ offline: true, claimedCapturedAt }), by())).toBe(false);
    expect(isUsable(scan({ offline: false, claimedCapturedAt }), by())).toBe(true);
  });

  it('is fresh for five minutes and not a millisecond longer', () => {
    expect(isUsable(scan(), by({ nowMs: NOW + SCAN_FRESH_MS }))).toBe(true);
    expect(isUsable(scan(), by({ nowMs: NOW + SCAN_FRESH_MS + 1 }))).toBe(false);
  });

  it('belongs to the terminal and the member it was made with', () => {
    expect(isUsable(scan(), by({ deviceId: 'd', memberId: 'm' }))).toBe(true);
    expect(isUsable(scan(), by({ deviceId: 'other' }))).toBe(false);
    expect(isUsable(scan({ deviceId: null }), by({ deviceId: 'd' }))).toBe(false);
    expect(isUsable(scan(), by({ memberId: 'other' }))).toBe(false);
  });
});
