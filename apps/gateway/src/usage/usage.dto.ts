import { IsOptional, Matches } from 'class-validator';

export class UsageQuery {
  /** `YYYY-MM`, UTC; default this month. */
  @IsOptional()
  @Matches(/^20\d{2}-(0[1-9]|1[0-2])$/, { message: '$property must be a month such as 2026-11' })
  month?: string;
}
