import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsId, IsInstant, MayBeAbsent } from '#platform/http';
import { CaptureInput } from '../palms/captures.dto.js';

export class IdentifyPalm {
  @ValidateNested() @Type(() => CaptureInput) capture: CaptureInput;
}

export class VerifyPalm extends IdentifyPalm {
  @IsId() member_id: string;
}

export class TerminalScanInput {
  /** Names the scan: sent again, it changes nothing. */
  @IsString() @Length(1, 100) scan_ref: string;
  /** Rises with every scan of the device. */
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) counter: number;
  @ValidateNested() @Type(() => CaptureInput) capture: CaptureInput;
  @MayBeAbsent() @IsBoolean() offline?: boolean;
  @MayBeAbsent() @IsInstant() captured_at?: string;
}

export class SendScans {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => TerminalScanInput)
  scans: TerminalScanInput[];
}
