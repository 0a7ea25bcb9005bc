import { listOf } from '#platform/http';
import type { Verdict, Webhook } from './webhook.entity.js';

/** A webhook with what its endpoint did lately. */
export interface WebhookStatistics {
  webhook: Webhook;
  lastDeliveryAt: Date | null;
  /** Share of the attempts of the last 24 h (the newest 10,000 of them) that were answered 2xx; null without attempts. */
  successRate24h: number | null;
}

export class WebhookFiltersView {
  verdict?: Verdict[];
  rule_id?: string;
  device_id?: string;
}

export class WebhookView {
  webhook_id: string;
  project_id: string;
  url: string;
  event_types: string[];
  enabled: boolean;
  /** `failing`: no success for 5 days; `gone`: the receiver answered 410. */
  disabled_reason: 'failing' | 'gone' | null;
  filters: WebhookFiltersView;
  description: string | null;
  last_delivery_at: string | null;
  success_rate_24h: number | null;
  created_at: string;
  updated_at: string;

  static of({ webhook, lastDeliveryAt, successRate24h }: WebhookStatistics): WebhookView {
    return {
      webhook_id: webhook.webhookId,
      project_id: webhook.projectId,
      url: webhook.url,
      event_types: webhook.eventTypes,
      enabled: webhook.enabled,
      disabled_reason: webhook.disabledReason,
      filters: {
        ...(webhook.filterVerdicts === null ? {} : { verdict: webhook.filterVerdicts }),
        ...(webhook.filterRuleId === null ? {} : { rule_id: webhook.filterRuleId }),
        ...(webhook.filterDeviceId === null ? {} : { device_id: webhook.filterDeviceId }),
      },
      description: webhook.description,
      last_delivery_at: lastDeliveryAt?.toISOString() ?? null,
      success_rate_24h: successRate24h,
      created_at: webhook.createdAt.toISOString(),
      updated_at: webhook.updatedAt.toISOString(),
    };
  }
}

/** The answer to a creation: the one time that the secret is shown. */
export interface CreatedWebhook {
  watched: WebhookStatistics;
  secret: string;
}

export class CreatedWebhookView extends WebhookView {
  secret: string;

  static created({ watched, secret }: CreatedWebhook): CreatedWebhookView {
    return { ...WebhookView.of(watched), secret };
  }
}

export interface RotatedSecret {
  webhookId: string;
  secret: string;
  previousRetiresAt: Date;
}

export class RotatedSecretView {
  webhook_id: string;
  /** The new secret, shown this once. */
  secret: string;
  /** Until then deliveries are signed by the old one too. */
  previous_secret_expires_at: string;

  static of(rotated: RotatedSecret): RotatedSecretView {
    return {
      webhook_id: rotated.webhookId,
      secret: rotated.secret,
      previous_secret_expires_at: rotated.previousRetiresAt.toISOString(),
    };
  }
}

export class DeletedWebhookView {
  webhook_id: string;
  project_id: string;
  deleted: boolean;

  static of({ webhookId, projectId }: Webhook): DeletedWebhookView {
    return { webhook_id: webhookId, project_id: projectId, deleted: true };
  }
}

export class WebhookList extends listOf(WebhookView) {}
