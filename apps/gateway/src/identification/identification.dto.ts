import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { AreAll, IsId, IsInstant, IsOne, IsOmittable } from '#platform/http';
import { CaptureInput } from '../palms/captures.dto.js';

export class IdentifyPalm {
  @IsOne(() => CaptureInput) capture: CaptureInput;
}

export class VerifyPalm extends IdentifyPalm {
  @IsId() member_id: string;
}

export class TerminalScanInput {
  /** Names the scan: sent again, it changes nothing. */
  @IsString() @Length(1, 100) scan_ref: string;
  /** Rises with every scan of the device. */
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) counter: number;
  @IsOne(() => CaptureInput) capture: CaptureInput;
  @IsOmittable() @IsBoolean() offline?: boolean;
  @IsOmittable() @IsInstant() captured_at?: string;
}

export class ScanBatch {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @AreAll(() => TerminalScanInput)
  scans: TerminalScanInput[];
}
