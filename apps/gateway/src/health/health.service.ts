/** Whether this gateway can serve, answered within 800 ms whatever hangs: every check has its own time-out, and only one of a kind runs. */
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { KeyService } from '#platform/keys';
import { Limits } from '#platform/limits';
import { Notifications } from '#platform/notifications';
import { KEY_SERVICE } from '../foundations.tokens.js';
import { LiveGallery } from '../palms/live-gallery.service.js';
import type { HealthCheckView, HealthView } from './health.view.js';

/** Leaves time for everything around the checks. */
const CHECK_WITHIN_MS = 500;

interface Check {
  name: string;
  critical: boolean;
  /** Resolves with null when well, else with what is wrong. */
  ask(): Promise<string | null>;
}

@Injectable()
export class HealthService {
  private readonly running = new Map<string, Promise<string | null>>();
  private readonly checks: Check[];

  constructor(
    database: Database,
    notifications: Notifications,
    gallery: LiveGallery,
    limits: Limits,
    @Inject(KEY_SERVICE) keyService: KeyService | null,
  ) {
    this.checks = [
      { name: 'database', critical: true, ask: () => databaseTrouble(database) },
      { name: 'matcher', critical: true, ask: async () => matcherTrouble(gallery) },
      {
        name: 'notices',
        critical: false,
        ask: async () => (notifications.connected() ? null : NOTIFICATIONS_DOWN),
      },
      { name: 'gallery', critical: false, ask: async () => galleryTrouble(gallery) },
      {
        name: 'redis',
        critical: false,
        ask: async () => ((await limits.sharedAnswers()) === false ? 'this gateway counts limits by itself' : null),
      },
      ...(keyService === null ? [] : [keyServiceCheck(keyService)]),
    ];
  }

  async look(): Promise<HealthView> {
    const checks = await Promise.all(this.checks.map((check) => this.run(check)));
    const worst = checks.some((check) => check.status === 'fail')
      ? 'fail'
      : checks.some((check) => check.status === 'warn')
        ? 'warn'
        : 'ok';
    return { status: worst, checks };
  }

  private async run(check: Check): Promise<HealthCheckView> {
    const startedMs = performance.now();
    const message = await within(CHECK_WITHIN_MS, this.once(check));
    const status = message === null ? 'ok' : check.critical ? 'fail' : 'warn';
    const duration_ms = Math.round(performance.now() - startedMs);
    return {
      name: check.name,
      status,
      critical: check.critical,
      duration_ms,
      ...(message === null ? {} : { message }),
    };
  }

  /** A check that hangs is asked once, not by every caller anew. */
  private once(check: Check): Promise<string | null> {
    let asked = this.running.get(check.name);
    if (!asked) {
      asked = check
        .ask()
        .catch(() => 'does not answer')
        .finally(() => this.running.delete(check.name));
      this.running.set(check.name, asked);
    }
    return asked;
  }
}

function keyServiceCheck(service: KeyService): Check {
  const away = 'the key service is away: this gateway goes on with the keys that it has, and none can start';
  return {
    name: 'key_service',
    critical: false,
    ask: () =>
      service.check().then(
        () => null,
        () => away,
      ),
  };
}

const NOTIFICATIONS_DOWN =
  'notifications_down: changes of other gateways are seen by polling only; the connection is tried again by itself';
/** From this part on of what the gallery may hold, the operator is warned. */
const NEARLY_FULL = 0.8;

const READ_ONLY =
  'database_read_only: the database takes no writes; point DATABASE_URL at the primary, or switch default_transaction_read_only off';

async function databaseTrouble(database: Database): Promise<string | null> {
  return (await database.takesWrites()) ? null : READ_ONLY;
}

function matcherTrouble(gallery: LiveGallery): string | null {
  if (!gallery.loaded()) return 'gallery_incomplete: the palms are being loaded; wait';
  return gallery.stats().workers > 0 ? null : 'no worker is running';
}

function galleryTrouble(gallery: LiveGallery): string | null {
  const { templates, capacity } = gallery.stats();
  const missing = gallery.gapCount('full');
  if (missing > 0)
    return `gallery_incomplete: ${missing} templates found no space; raise THENAR_MAX_TEMPLATES and start again`;
  const unreadable = gallery.gapCount('unreadable');
  if (unreadable > 0)
    return `gallery_incomplete: ${unreadable} templates cannot be read; the log names them, their members must enroll again`;
  if (templates < capacity * NEARLY_FULL) return null;
  return `gallery_full: ${templates} of ${capacity} templates; raise THENAR_MAX_TEMPLATES before nobody can be enrolled`;
}

function within(ms: number, asked: Promise<string | null>): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('did not answer in time'), ms);
    void asked.then((answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
