import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { IgnoresUnknownFields, IsId, IsLine, IsOmittable, IsOne } from '#platform/http';
import { CaptureInput } from '../palms/captures.dto.js';

@IgnoresUnknownFields()
export class TerminalPoll {
  /** How long the answer may wait for work, 0 to 30 seconds. */
  @IsInt() @Min(0) @Max(30) wait_s: number;
  @IsOptional() @IsLine() @Length(1, 50) app_version?: string;
  @IsOmittable() @IsInt() @Min(0) @Max(2_147_483_647) config_version?: number;
  /** The session that the terminal knows, and its version: answered at once when the truth differs. */
  @IsOptional() @IsId() session_id?: string | null;
  @IsOptional() @IsInt() @Min(0) @Max(2_147_483_647) session_version?: number | null;
}

@IgnoresUnknownFields()
export class CheckCapture {
  @IsOne(() => CaptureInput) capture: CaptureInput;
}
