/** The access module asks here what an organization's plan still allows; the usage module answers. */
import { Injectable } from '@nestjs/common';

export interface QuotaSource {
  /** Requests a second by keys; null where plans are off. */
  perSecondOf(organizationId: string): Promise<number | null>;
  /** @throws Problem `quota_exceeded` */
  refuseIfSpent(organizationId: string): Promise<void>;
  /** Terminals are never refused, only warned. */
  isSpent(organizationId: string): Promise<boolean>;
}

@Injectable()
export class Quota implements QuotaSource {
  private answers: QuotaSource | null = null;

  /** Called once at start by the module that counts usage, where plans are on. */
  answerWith(answers: QuotaSource): void {
    this.answers = answers;
  }

  perSecondOf(organizationId: string): Promise<number | null> {
    return this.answers?.perSecondOf(organizationId) ?? Promise.resolve(null);
  }

  refuseIfSpent(organizationId: string): Promise<void> {
    return this.answers?.refuseIfSpent(organizationId) ?? Promise.resolve();
  }

  isSpent(organizationId: string): Promise<boolean> {
    return this.answers?.isSpent(organizationId) ?? Promise.resolve(false);
  }
}
