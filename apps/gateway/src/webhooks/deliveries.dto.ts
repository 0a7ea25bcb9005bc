import { IsIn, IsOptional } from 'class-validator';
import { IsInstant, pageQuery } from '#platform/http';
import type { DeliveryStatus } from './delivery.entity.js';

const STATUSES = ['pending', 'success', 'failed'] as const;

export class ListDeliveries extends pageQuery([10, 1_000]) {
  /** From this moment on; default 30 days ago. */
  @IsOptional() @IsInstant() start?: string;
  /** Before this moment; default now. */
  @IsOptional() @IsInstant() end?: string;
  @IsOptional() @IsIn(STATUSES) status?: DeliveryStatus;
}
