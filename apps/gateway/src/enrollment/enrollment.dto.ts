import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { AreAll, IgnoresUnknownFields, IsId, IsLine, IsOmittable, IsOne, pageQuery } from '#platform/http';
import { CaptureInput } from '../palms/captures.dto.js';
import { STATES } from './session.machine.js';

export class StartEnrollment {
  @IsId() member_id: string;
  @IsOmittable() @IsIn(['left', 'right', 'any']) hand?: 'left' | 'right' | 'any' = 'any';
  @IsOmittable() @IsInt() @Min(1) @Max(5) captures_required?: number = 3;
  @IsOmittable() @IsInt() @Min(30) @Max(600) expires_in_s?: number = 120;
  @IsOmittable() @IsBoolean() replace?: boolean = false;
  /** Sandboxes only. */
  @IsOmittable() @IsBoolean() allow_duplicate?: boolean = false;
}

export class EnrollmentStatusQuery {
  @IsOptional() @IsId() session_id?: string;
}

export class CancelEnrollmentQuery {
  @IsId() session_id: string;
}

export class PollEnrollment {
  @IsId() session_id: string;
  @IsOmittable() @IsInt() @Min(0) @Max(2_147_483_647) last_version?: number = 0;
  @IsOmittable() @IsInt() @Min(0) @Max(30) wait_s?: number = 0;
}

export class ListSessions extends pageQuery([10, 100]) {
  @IsOptional() @IsIn(STATES) status?: (typeof STATES)[number];
  @IsOptional() @IsId() member_id?: string;
  @IsOptional() @IsId() device_id?: string;
}

@IgnoresUnknownFields()
export class SendCapture {
  @IsInt() @Min(1) @Max(1000) seq: number;
  @IsString() @Length(1, 100) challenge: string;
  @IsOne(() => CaptureInput) capture: CaptureInput;
}

@IgnoresUnknownFields()
export class FailSession {
  @IsLine() @Length(1, 64) code: string;
  @IsOptional() @IsLine() @Length(1, 300) message?: string | null;
}

export class DirectEnroll {
  @IsId() member_id: string;
  @IsIn(['left', 'right']) hand: 'left' | 'right';
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5)
  @AreAll(() => CaptureInput)
  captures: CaptureInput[];
  @IsOmittable() @IsBoolean() replace?: boolean = false;
  /** Sandboxes only. */
  @IsOmittable() @IsBoolean() allow_duplicate?: boolean = false;
}
