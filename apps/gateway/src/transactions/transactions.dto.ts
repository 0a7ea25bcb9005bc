import { ApiHideProperty } from '@nestjs/swagger';
import { Equals, IsIn, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { IgnoresUnknownFields, IsId, IsInstant, IsLine, IsMetadata, IsOmittable, pageQuery } from '#platform/http';

export const TRANSACTION_TYPES = ['payment', 'access', 'check_in', 'custom'] as const;

class TransactionFacts {
  @IsIn(TRANSACTION_TYPES) type: (typeof TRANSACTION_TYPES)[number];
  /** A word of the tenant's; default `completed`. */
  @IsOptional()
  @Matches(/^[a-z][a-z0-9_]{0,39}$/, { message: '$property must be a word in snake_case' })
  status?: string;
  /** In the currency's smallest unit; comes with `currency`. */
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) amount_minor?: number | null;
  /** ISO 4217, in capitals. */
  @IsOptional() @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as EUR' }) currency?:
    string | null;
  /** The tenant's own id of it: an order, an entrance, a booking. */
  @IsOptional()
  @IsLine()
  @Length(1, 200)
  reference?: string | null;
  @IsOptional() @IsMetadata() metadata?: Record<string, unknown> | null;
  /** Default now; not in the future. */
  @IsOptional() @IsInstant() occurred_at?: string | null;
}

export class CreateTransaction extends TransactionFacts {
  /** A matched identify or verify of the project, at most 5 minutes old and not blocked; it serves once. */
  @IsOptional() @IsId() scan_id?: string | null;
  /** Left out with a scan: whoever was recognised. */
  @IsOptional() @IsId() member_id?: string | null;
}

/** Who it was comes from the scan. */
@IgnoresUnknownFields()
export class CreateTerminalTransaction extends TransactionFacts {
  /** A matched scan of this terminal, at most 5 minutes old and not blocked; it serves once. */
  @IsId() scan_id: string;
  /** Refused, not ignored: a terminal that names a person expects that person. */
  @ApiHideProperty()
  @IsOmittable()
  @Equals(undefined, { message: '$property is taken from the scan' })
  member_id?: never;
}

export class ListTransactions extends pageQuery([10, 100]) {
  /** From this `occurred_at` on; default 30 days before `end`, or before now. */
  @IsOptional() @IsInstant() start?: string;
  /** Up to, and without, this `occurred_at`. */
  @IsOptional() @IsInstant() end?: string;
}

export class ExportTransactions {
  /** From this `occurred_at` on; default 30 days before `end`, or before now. */
  @IsOptional() @IsInstant() start?: string;
  /** Up to, and without, this `occurred_at`. */
  @IsOptional() @IsInstant() end?: string;
}
