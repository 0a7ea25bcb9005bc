/** Gathers what rules can ask about a scan: from the attempt, from what is written down, from the clock in the project's time zone. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { Retention } from '#platform/retention';
import { Keyring } from '#platform/keys';
import { canonicalAddress } from '../lists/list-value.policy.js';
import { type History, HistoryQueries } from './history.queries.js';
import { localTime, type LocalTime } from './local-time.js';
import type { Attempt, RuleInputs } from './rules.types.js';
import { NEW_DEVICE_MS, type DetectedSignals, placeOf, REPLAY_MS, signalsOf } from './signals.policy.js';

const DIGEST_BYTES = 16;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

@Injectable()
export class RuleInputReader {
  private readonly digestKey: Buffer;

  constructor(
    private readonly clock: Clock,
    private readonly history: HistoryQueries,
    keyring: Keyring,
    retention: Retention,
  ) {
    this.digestKey = keyring.derive('seen captures');
    retention.register({
      ...{ reason: 'pictures seen long ago', table: 'seen_captures', key: 'project_id, digest' },
      ...{ where: 'seen_at < $1', retentionMs: REPLAY_MS },
    });
  }

  /** The moments at which a scan is judged: when it happened, and when its terminal says so though that cannot be. */
  momentsOf({ offline, capturedAt, claimedCapturedAt }: Attempt): Date[] {
    if (!offline) return [this.clock.now()];
    return claimedCapturedAt ? [capturedAt, claimedCapturedAt] : [capturedAt];
  }

  /** @param asks `picture`: whether the picture is noted as seen, which happens once a scan */
  async read(
    tx: Tx,
    attempt: Attempt,
    asks: { at: Date; transaction: boolean; picture: boolean },
  ): Promise<RuleInputs> {
    const { project, member } = attempt;
    const now = this.clock.now();
    const { at } = asks;
    const history = await this.history.read(tx, {
      ...{ projectId: project.projectId, organizationId: project.organizationId },
      ...{
        memberId: member?.memberId ?? null,
        deviceId: attempt.deviceId,
        digest: asks.picture ? this.digestOf(attempt) : null,
        at,
        now,
      },
      ...{ withTransaction: asks.transaction, newDeviceMs: NEW_DEVICE_MS, replayMs: REPLAY_MS },
    });
    const zone = history.device?.zone ?? project.timeZone;
    const time = localTime(at, zone);
    return {
      ...plainFacts(attempt),
      member: member && {
        ...{
          id: member.memberId,
          externalId: member.externalId,
          status: member.status,
          metadata: member.metadata as Record<string, unknown>,
        },
        enrolledDays: history.enrolledAt && wholeUnits(at, history.enrolledAt, DAY_MS),
        scanCount24h: history.member24h + 1,
        scanCount5m: history.member5m + 1,
      },
      device:
        history.device && attempt.deviceId !== null
          ? {
              id: attempt.deviceId,
              mode: history.device.mode,
              metadata: history.device.metadata,
              scanCount1m: history.device1m + 1,
            }
          : null,
      time: { ...time, zone },
      signals: signalsOf(attempt, noticed(attempt, { history, at, time })),
      transaction: history.transaction && latestOf(history.transaction, at),
    };
  }

  /** The same however the picture was packed: what counts are its normalised pixels. */
  private digestOf({ roi }: Attempt): Buffer | null {
    return roi && createHmac('sha256', this.digestKey).update(roi).digest().subarray(0, DIGEST_BYTES);
  }
}

function plainFacts(
  attempt: Attempt,
): Pick<RuleInputs, 'operation' | 'result' | 'hand' | 'quality' | 'confidence' | 'sourceIp'> {
  const { operation, result, hand, quality, confidence, sourceIp } = attempt;
  return { operation, result, hand, quality, confidence, sourceIp: sourceIp && canonicalAddress(sourceIp) };
}

function noticed(
  attempt: Attempt,
  { history, at, time }: { history: History; at: Date; time: LocalTime },
): DetectedSignals {
  const from = placeOf(history.before?.place);
  const to = placeOf(history.device?.place);
  return {
    timesSeen: history.timesSeen ?? 0,
    memberHere:
      attempt.member && attempt.deviceId ? { before: history.wasHere, elsewhere: history.wasElsewhere } : null,
    localHour: time.hour,
    journey: attempt.member && from && to ? { from, to, tookMs: at.getTime() - history.before!.at } : null,
  };
}

function latestOf(latest: NonNullable<History['transaction']>, at: Date): RuleInputs['transaction'] {
  const { type, status, currency, reference, metadata } = latest;
  const ageMinutes = wholeUnits(at, new Date(latest.occurred_at), MINUTE_MS);
  return { type, status, amountMinor: latest.amount_minor, currency, reference, metadata, ageMinutes };
}

/** A wrong clock of a terminal makes nothing negative. */
const wholeUnits = (now: Date, then: Date, unitMs: number): number =>
  Math.max(0, Math.floor((now.getTime() - then.getTime()) / unitMs));
